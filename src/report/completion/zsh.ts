/** compadd quotes the words itself, also inside an open quote. */
export const script = `#compdef scopectl
# scopectl completion for zsh: source <(scopectl completion zsh), after compinit
_scopectl() {
  local word description
  local -a found labels
  while IFS=$'\\t' read -r word description; do
    found+=("$word")
    labels+=("$word\${description:+  -- $description}")
  done < <(scopectl completion zsh -- "\${(j: :)words[1,CURRENT-1]} $QIPREFIX$IPREFIX$PREFIX" 2>/dev/null)
  if (( $#found )); then
    compadd -l -d labels -a -- found
  else
    _files
  fi
}
if [[ $funcstack[1] == _scopectl ]]; then
  _scopectl "$@"
else
  compdef _scopectl scopectl
fi
`
