import { createApp } from './app.js'

const app = await createApp(process.env['SECRET_KEY'] ?? '')
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1')
console.log((await app.getUrl()).replace('[::1]', '127.0.0.1'))
