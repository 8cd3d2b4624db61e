// go-jwt-middleware over the routes in ROUTES (JSON: [{method, path, level, alternatives}]); prints its address.
// Environment: SECRET, ROUTES, ISSUER and AUDIENCE. It is copied to a module with the library.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v2"
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

func main() {
	secret := []byte(os.Getenv("SECRET"))
	keyFunc := func(context.Context) (interface{}, error) { return secret, nil }
	tokens, err := validator.New(keyFunc, validator.HS256, os.Getenv("ISSUER"), []string{os.Getenv("AUDIENCE")},
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
