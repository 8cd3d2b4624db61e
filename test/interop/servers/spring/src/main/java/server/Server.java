package server;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.*;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * A Spring Security resource server over the routes in ROUTES (JSON: [{method, path, level, alternatives}]); prints its
 * address. Environment: SECRET (or a public key as PEM), ALGORITHM, JWKS_URL or ISSUER_URI (instead of SECRET), ROUTES, ISSUER
 * and AUDIENCE (left out: not checked), OTHERS (authenticated or permitAll: what applies to requests without a rule, and
 * HEAD has none; left out: denyAll, and HEAD has the rule of GET).
 */
@SpringBootApplication
@RestController
public class Server {
  record Route(String method, String path, String level, List<List<String>> alternatives) {}

  public static void main(String[] args) {
    SpringApplication app = new SpringApplication(Server.class);
    app.addListeners(
        (ApplicationListener<ServletWebServerInitializedEvent>)
            event ->
                System.out.println("listening on http://127.0.0.1:" + event.getWebServer().getPort()));
    app.run("--server.port=0", "--server.address=127.0.0.1");
  }

  static final String OTHERS = System.getenv("OTHERS");

  static Route[] routes() throws Exception {
    return new ObjectMapper().readValue(System.getenv("ROUTES"), Route[].class);
  }

  static String pattern(Route route) {
    return route.path().replaceAll("\\{\\w+\\*\\}", "**").replaceAll("\\{\\w+\\}", "*");
  }

  @RequestMapping("/**")
  String answer(HttpServletRequest request) throws Exception {
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    for (Route route : routes())
      if (route.method().equals(method)
          && PathPatternParser.defaultInstance.parse(pattern(route)).matches(path)) return "OK";
    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
  }

  @Bean
  JwtDecoder decoder() {
    NimbusJwtDecoder decoder = withKeys();
    String issuer = System.getenv("ISSUER");
    String audience = System.getenv("AUDIENCE");
    OAuth2TokenValidator<Jwt> usual =
        issuer == null ? JwtValidators.createDefault() : JwtValidators.createDefaultWithIssuer(issuer);
    decoder.setJwtValidator(
        audience == null
            ? usual
            : new DelegatingOAuth2TokenValidator<>(
                usual,
                // As Spring Boot does for its property `audiences`.
                new JwtClaimValidator<List<String>>(
                    "aud", claimed -> claimed != null && claimed.contains(audience))));
    return decoder;
  }

  /** As Spring Boot does for its properties `issuer-uri`, `jwk-set-uri` with `jws-algorithms`, and `public-key-location`. */
  static NimbusJwtDecoder withKeys() {
    String algorithm = System.getenv("ALGORITHM");
    String secret = System.getenv("SECRET");
    if (System.getenv("ISSUER_URI") != null)
      return NimbusJwtDecoder.withIssuerLocation(System.getenv("ISSUER_URI")).build();
    if (System.getenv("JWKS_URL") != null)
      return NimbusJwtDecoder.withJwkSetUri(System.getenv("JWKS_URL"))
          .jwsAlgorithm(SignatureAlgorithm.from(algorithm))
          .build();
    if (algorithm != null)
      return NimbusJwtDecoder.withPublicKey(RsaKeyConverters.x509().convert(new ByteArrayInputStream(secret.getBytes())))
          .signatureAlgorithm(SignatureAlgorithm.from(algorithm))
          .build();
    return NimbusJwtDecoder.withSecretKey(new SecretKeySpec(secret.getBytes(), "HmacSHA256")).build();
  }

  @Bean
  SecurityFilterChain guards(HttpSecurity http) throws Exception {
    Route[] routes = routes();
    return http.authorizeHttpRequests(
            requests -> {
              for (Route route : routes) {
                boolean hasHead = route.method().equals("GET") && OTHERS == null;
                for (String method : hasHead ? List.of("GET", "HEAD") : List.of(route.method())) {
                  var rule = requests.requestMatchers(HttpMethod.valueOf(method), pattern(route));
                  if (route.level().equals("public")) rule.permitAll();
                  else if (route.level().equals("authenticated")) rule.authenticated();
                  else rule.access(anyOf(route.alternatives()));
                }
              }
              var others = requests.anyRequest();
              if (OTHERS == null) others.denyAll();
              else if (OTHERS.equals("permitAll")) others.permitAll();
              else others.authenticated();
            })
        .csrf(csrf -> csrf.disable())
        .oauth2ResourceServer(server -> server.jwt(jwt -> {}))
        .build();
  }

  /** hasAuthority("SCOPE_a") for each scope of one alternative. */
  static AuthorizationManager<RequestAuthorizationContext> anyOf(List<List<String>> alternatives) {
    return AuthorizationManagers.anyOf(
        alternatives.stream().map(Server::allOf).toArray(AuthorizationManager[]::new));
  }

  static AuthorizationManager<RequestAuthorizationContext> allOf(List<String> scopes) {
    return AuthorizationManagers.allOf(
        scopes.stream()
            .map(scope -> AuthorityAuthorizationManager.hasAuthority("SCOPE_" + scope))
            .toArray(AuthorizationManager[]::new));
  }
}
