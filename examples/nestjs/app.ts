import type { ServerResponse } from 'node:http'
import 'reflect-metadata'
import {
  type CanActivate,
  Controller,
  Delete,
  type ExecutionContext,
  ForbiddenException,
  Get,
  HttpCode,
  Inject,
  Injectable,
  Module,
  Post,
  Req,
  SetMetadata,
  UnauthorizedException,
} from '@nestjs/common'
import { APP_GUARD, NestFactory, Reflector } from '@nestjs/core'
import { type JWTPayload, jwtVerify } from 'jose'

const Public = () => SetMetadata('public', true)
const Scope = (scope: string) => SetMetadata('scope', scope)

interface Caller {
  readonly headers: { readonly authorization?: string }
  user?: JWTPayload
}

/** Of every route: one without @Public() needs a token, so that a forgotten decorator does not open it. */
@Injectable()
class ScopeGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject('SECRET_KEY') private readonly secret: string,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const handler = context.getHandler()
    if (this.reflector.get('public', handler)) return true
    const http = context.switchToHttp()
    const request = http.getRequest<Caller>()
    const challenge = (value: string) =>
      http.getResponse<ServerResponse>().setHeader('WWW-Authenticate', value)
    const user = await this.verify(request.headers.authorization ?? '')
    if (!user) {
      challenge('Bearer')
      throw new UnauthorizedException()
    }
    request.user = user
    const needed = this.reflector.get<string | undefined>('scope', handler)
    const { scope: held } = user
    const isGranted = typeof held === 'string' && held.split(' ').includes(needed ?? '')
    if (needed === undefined || isGranted) return true
    challenge(`Bearer error="insufficient_scope", scope="${needed}"`)
    throw new ForbiddenException()
  }

  private async verify(header: string): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(
        /^Bearer (\S+)$/i.exec(header)?.[1] ?? '',
        new TextEncoder().encode(this.secret),
        {
          algorithms: ['HS256'],
          issuer: 'http://localhost:8000',
          audience: 'items-api',
          requiredClaims: ['exp', 'sub'],
        },
      )
      return payload
    } catch {
      return undefined
    }
  }
}

@Controller()
class ItemsController {
  @Get('health') @Public() health() {
    return { ok: true }
  }
  @Get('me') me(@Req() { user }: Caller) {
    return { sub: user?.sub }
  }
  @Get('items') @Scope('items:read') list() {
    return []
  }
  @Post('items') @Scope('items:write') @HttpCode(200) create() {
    return { id: 1 }
  }
  @Delete('items/:id') @Scope('items:delete') remove() {
    return {}
  }
}

export function createApp(secret: string) {
  @Module({
    controllers: [ItemsController],
    providers: [
      { provide: 'SECRET_KEY', useValue: secret },
      { provide: APP_GUARD, useClass: ScopeGuard },
    ],
  })
  class AppModule {}
  return NestFactory.create(AppModule, { logger: false })
}
