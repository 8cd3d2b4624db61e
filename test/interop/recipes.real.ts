import { runRecipes } from './support/recipe-run.js'

runRecipes('java')
