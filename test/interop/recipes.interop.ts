import { runRecipes } from './support/recipe-run.js'

runRecipes('js', 'python', 'go')
