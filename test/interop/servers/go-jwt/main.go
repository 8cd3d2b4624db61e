// go-jwt-middleware over the routes in ROUTES (JSON: [{method, path, level, alternatives}]); prints its address.
// Environment: SECRET (or a public key as PEM), ALGORITHM, JWKS_URL (instead of SECRET), ROUTES, ISSUER and AUDIENCE. It is copied to a module with the library.
package main

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
	"github.com/auth0/go-jwt-middleware/v2/jwks"
	"github.com/auth0/go-jwt-middleware/v2/validator"
)

type route struct {
	Method       string     `json:"method"`
	Path         string     `json:"path"`
	Level        string     `json:"level"`
	Alternatives [][]string `json:"alternatives"`
}

type claims struct {
	Scope string `json:"scope"`
}

func (claims) Validate(context.Context) error { return nil }

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func isAllowed(each route, request *http.Request) bool {
	token := request.Context().Value(jwtmiddleware.ContextKey{}).(*validator.ValidatedClaims)
	held := strings.Split(token.CustomClaims.(*claims).Scope, " ")
	return slices.ContainsFunc(each.Alternatives, func(names []string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(held, name) })
	})
}

type keys = func(context.Context) (interface{}, error)

// What signatures are verified with: a key set, a public key or a secret.
func keyFunc() keys {
	if address := os.Getenv("JWKS_URL"); address != "" {
		set, err := url.Parse(address)
		check(err)
		return jwks.NewCachingProvider(set, time.Minute, jwks.WithCustomJWKSURI(set)).KeyFunc
	}
	var key interface{} = []byte(os.Getenv("SECRET"))
	if block, _ := pem.Decode([]byte(os.Getenv("SECRET"))); block != nil {
		var err error
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
		check(err)
	}
	return func(context.Context) (interface{}, error) { return key, nil }
}

func algorithm() validator.SignatureAlgorithm {
	if name := os.Getenv("ALGORITHM"); name != "" {
		return validator.SignatureAlgorithm(name)
	}
	return validator.HS256
}

func main() {
	tokens, err := validator.New(keyFunc(), algorithm(), os.Getenv("ISSUER"), []string{os.Getenv("AUDIENCE")},
		validator.WithCustomClaims(func() validator.CustomClaims { return &claims{} }))
	check(err)
	middleware := jwtmiddleware.New(tokens.ValidateToken)

	var routes []route
	check(json.Unmarshal([]byte(os.Getenv("ROUTES")), &routes))
	mux := http.NewServeMux()
	rest := regexp.MustCompile(`\{(\w+)\*\}`)
	for _, each := range routes {
		answer := http.Handler(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
			if each.Level != "public" && !isAllowed(each, request) {
				http.Error(response, "Forbidden", http.StatusForbidden)
			}
		}))
		if each.Level != "public" {
			answer = middleware.CheckJWT(answer)
		}
		path := rest.ReplaceAllString(each.Path, "{$1...}")
		if strings.HasSuffix(path, "/") {
			path += "{$}"
		}
		mux.Handle(each.Method+" "+path, answer)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Println("listening on http://" + listener.Addr().String())
	check(http.Serve(listener, mux))
}
