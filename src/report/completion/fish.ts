/** A condition runs before the words are asked for, so files are offered only where no word fits. */
export const script = `# scopectl completion for fish: ~/.config/fish/completions/scopectl.fish
function __scopectl_found
    set -g __scopectl_words (scopectl completion fish -- (commandline -cp | string collect) 2>/dev/null)
    test (count $__scopectl_words) -gt 0
end
complete -c scopectl -n __scopectl_found -f -a '$__scopectl_words'
`
