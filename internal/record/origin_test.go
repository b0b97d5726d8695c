package record

import (
	"strings"
	"testing"
)

func TestOriginOf(t *testing.T) {
	id := strings.Repeat("0a", 32)
	for path, want := range map[string]Origin{
		"var/log/pods/shop_cart-7c9b-x2_0e1f2a3b-1111-2222-3333-444455556666/cart/2.log":       {"shop", "cart-7c9b-x2", "cart", "2"},
		"shop_cart-7c9b-x2_0e1f2a3b-1111-2222-3333-444455556666/cart/2.log.20260301-071011.gz": {"shop", "cart-7c9b-x2", "cart", "2"},
		"bundle.tar.gz!/pods/kube-system_etcd-n1_0123456789abcdef0123456789abcdef/etcd/0.log":  {"kube-system", "etcd-n1", "etcd", "0"},
		"containers/cart-7c9b_shop_cart-main-" + id + ".log":                                   {"shop", "cart-7c9b", "cart-main", ""},
		"must-gather.local.1/quay/namespaces/shop/pods/cart-7c9b/cart/cart/logs/previous.log":  {"shop", "cart-7c9b", "cart", ""},
		"logs/cart-api-7c9d8b6f5-x2k4q.log":                                                    {"", "cart-api-7c9d8b6f5-x2k4q", "cart-api", ""},
		"cart-7c9d8b6f5c-x2k4q.previous.log":                                                   {"", "cart-7c9d8b6f5c-x2k4q", "cart", ""},
		"cart-7c9d8b6f5-x2k4.log":                                                              {},
		"cart-7c9d-x2k4q.log":                                                                  {},
		"report-abcdefghi-tests.log":                                                           {},
		"7c9d8b6f5-x2k4q.log":                                                                  {},
		"Cart-7c9d8b6f5-x2k4q.log":                                                             {},
		"cart-7c9d8b6f5-x2k4q/app.log":                                                         {},
		"namespaces/shop/pods.log":                                                             {},
		"cart/2.log":                                                                           {},
		"shop_cart_0e1f2a3b/cart/2.log":                                                        {},
		"Shop_cart_0e1f2a3b-1111-2222-3333-444455556666/cart/2.log":                            {},
		"shop_cart_0e1f2a3b-1111-2222-3333-444455556666":                                       {},
		"a_b_c-" + id[:63] + ".log":                                                            {},
		"":                                                                                     {},
	} {
		if got := OriginOf(path); got != want {
			t.Errorf("OriginOf(%q) = %+v, want %+v", path, got, want)
		}
	}
}

func TestLayoutFrom(t *testing.T) {
	text := []byte("2026-03-01T07:10:11.8Z stdout F one\n2026-03-01T07:10:12.8Z stdout F {\"level\":\"info\",\"service\":\"inner\",\"msg\":\"two\"}\n")
	l := Embedded().Detect(text, Hints{}).From(Origin{Namespace: "shop", Pod: "cart-7c9b", Container: "cart"})
	var got []string
	new(Parser).Parse(l, Chunk{Line: 1, Data: text}, func(r *Record) { got = append(got, string(r.Host)+" "+string(r.Service)) })
	if strings.Join(got, ",") != "cart-7c9b cart,cart-7c9b inner" {
		t.Errorf("origins %q", got)
	}
	if l.Origin().Namespace != "shop" {
		t.Errorf("origin %+v", l.Origin())
	}
}

// FuzzOrigin holds that a path gives parts of itself, or nothing.
func FuzzOrigin(f *testing.F) {
	f.Add("var/log/pods/shop_cart-7c9b-x2_0e1f2a3b-1111-2222-3333-444455556666/cart/2.log")
	f.Add("namespaces/shop/pods/cart-7c9b/cart/cart/logs/current.log")
	f.Add("cart_shop_cart-" + strings.Repeat("0a", 32) + ".log")
	f.Fuzz(func(t *testing.T, path string) {
		o := OriginOf(path)
		for _, part := range []string{o.Namespace, o.Pod, o.Container, o.Restart} {
			if !strings.Contains(path, part) || strings.ContainsRune(part, '/') {
				t.Errorf("%q is no part of %q", part, path)
			}
		}
	})
}
