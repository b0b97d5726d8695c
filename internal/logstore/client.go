package logstore

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	requestTime = 60 * time.Second
	maxAnswer   = 64 << 20 // bytes of one answer
	tries       = 3
)

// access is how the user gets in. It is never printed.
type access struct{ header, org string }

func readAccess(n envNames, env func(string) string) access {
	get := func(name string) string {
		if name == "" {
			return ""
		}
		return env(name)
	}
	a := access{org: get(n.org)}
	switch user, password := get(n.user), get(n.password); {
	case get(n.key) != "":
		a.header = "ApiKey " + get(n.key)
	case get(n.token) != "":
		a.header = "Bearer " + get(n.token)
	case user != "" || password != "":
		a.header = "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
	}
	return a
}

// FetchError is an answer that cannot be used.
type FetchError struct {
	Problem, Advice string
	Err             error
}

func (e *FetchError) Error() string {
	if e.Err != nil {
		return e.Problem + ": " + e.Err.Error()
	}
	return e.Problem
}

// Hint says what to do next.
func (e *FetchError) Hint() string { return e.Advice }

// Unwrap gives the cause.
func (e *FetchError) Unwrap() error { return e.Err }

// client asks one store.
type client struct {
	ctx   context.Context
	store *Store
	http  *http.Client
	wait  time.Duration // before the second try
}

func newClient(ctx context.Context, s *Store) *client {
	return &client{ctx: ctx, store: s, wait: time.Second, http: &http.Client{
		Timeout: requestTime,
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: requestTime, MaxResponseHeaderBytes: 64 << 10, MaxConnsPerHost: 2, ForceAttemptHTTP2: true,
		},
		CheckRedirect: sameServer,
	}}
}

// sameServer refuses to be sent elsewhere: access must not follow.
func sameServer(req *http.Request, via []*http.Request) error {
	if len(via) > 3 || req.URL.Host != via[0].URL.Host || req.URL.Scheme != via[0].URL.Scheme {
		return errRedirect
	}
	return nil
}

var errRedirect = errors.New("the server sends elsewhere")

// request is one question.
type request struct {
	method, path string
	query        url.Values
	header       map[string]string
	body         string
}

// ask sends a request, again when the server is busy, and returns the body.
func (c *client) ask(r request) ([]byte, error) {
	for n := 1; ; n++ {
		body, again, err := c.once(r)
		if err == nil || !again || n == tries {
			return body, err
		}
		select {
		case <-time.After(c.wait << (n - 1)):
		case <-c.ctx.Done():
			return nil, c.ctx.Err()
		}
	}
}

func (c *client) once(r request) (body []byte, again bool, err error) {
	u := c.store.base
	u.Path = "/" + strings.Trim(u.Path+r.path, "/")
	u.RawQuery = r.query.Encode()
	req, err := http.NewRequestWithContext(c.ctx, r.method, u.String(), strings.NewReader(r.body))
	if err != nil {
		return nil, false, &FetchError{"the address cannot be asked", example, err}
	}
	if a := c.store.access.header; a != "" {
		req.Header.Set("Authorization", a)
	}
	for k, v := range r.header {
		if v != "" {
			req.Header.Set(k, v)
		}
	}
	req.Header.Set("User-Agent", "inquest")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, false, c.unreachable(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	switch {
	case resp.StatusCode != http.StatusOK:
		return nil, resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= 502, c.refused(resp.StatusCode, data)
	case err != nil:
		return nil, false, &FetchError{"the answer breaks off", "ask again; a narrower window is answered faster", plain(err)}
	case len(data) > maxAnswer:
		return nil, false, errTooLarge
	}
	return data, false, nil
}

// errTooLarge is an answer over the limit; a smaller page may fit.
var errTooLarge = &FetchError{Problem: fmt.Sprintf("one answer is larger than %d MiB", maxAnswer>>20), Advice: "narrow the query"}

func (c *client) unreachable(err error) error {
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	advice := "look whether the server runs and the address is right"
	switch {
	case errors.Is(err, errRedirect):
		advice = "name the server that it sends to"
	case strings.Contains(err.Error(), "HTTP response to HTTPS client"):
		advice = "the server speaks without TLS: add tls=off to the address"
	case strings.Contains(err.Error(), "certificate"):
		advice = "trust its authority with SSL_CERT_FILE"
	}
	return &FetchError{"the log store cannot be reached", advice, plain(err)}
}

// plain is the error without the address, whose query is long.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// refused tells an answer that is none, with the beginning of what the server says.
func (c *client) refused(status int, body []byte) error {
	said := strings.Join(strings.Fields(strings.ToValidUTF8(string(body[:min(len(body), 200)]), "?")), " ")
	said = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return -1
		}
		return r
	}, said)
	advice := "look into the query and the server's log"
	env := c.store.kind.env
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		advice = "set " + env.user + " and " + env.password
		if env.token != "" {
			advice += ", or " + env.token
		}
		if env.key != "" {
			advice += ", or " + env.key
		}
	case status == http.StatusTooManyRequests || status >= 500:
		advice = "the server is busy or broken: try again, with a narrower window"
	case status >= 300 && status < 400:
		advice = "name the server that it sends to"
	}
	return &FetchError{fmt.Sprintf("the log store answers %d: %s", status, said), advice, nil}
}
