package formula

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

var errEmpty = errors.New("the list is empty")

var listFunctions = []definition{
	{name: "limit", params: takes(num("x")), doc: "A chosen constant: a bucket edge, a threshold. The only way to write a number that is not computed.",
		call: func(_ *context, a []arg) (Result, error) { return a[0].Result, nil }},
	{name: "count", params: takes(list("list")), doc: "Number of values.",
		call: func(_ *context, a []arg) (Result, error) { return whole(int64(len(a[0].List))), nil }},
	{name: "sum", params: takes(either("x")), rest: true, doc: "Sum of the values, exact when it fits into 64 bits.", call: sumOf},
	{name: "min", params: takes(either("x")), rest: true, doc: "Smallest value.", call: extreme(-1)},
	{name: "max", params: takes(either("x")), rest: true, doc: "Largest value.", call: extreme(1)},
	{name: "median", params: takes(list("list")), doc: "Middle value; the mean of the two middle ones when their number is even.", call: median},
	{name: "mean", params: takes(list("list")), doc: "Arithmetic mean.", call: mean},
	{name: "quantile", params: takes(list("list"), num("q")), doc: "Nearest-rank quantile, 0 to 1: the smallest value that at least the share q of all values does not exceed.", call: quantile},
	{name: "nth", params: takes(list("list"), num("i")), doc: "The i-th smallest value, from 0; from the largest for negative i.", call: nth},
	{name: "spread", params: takes(list("list")), doc: "Largest minus smallest value.", call: spread},
	{name: "between", params: takes(list("list"), num("a"), num("b")), doc: "Number of values x with a < x <= b.", call: between},
	{name: "at_least", params: takes(list("list"), num("a")), doc: "Number of values x with x >= a.", call: atLeast},
	{name: "distinct", params: takes(list("list")), doc: "Number of different values.",
		call: func(_ *context, a []arg) (Result, error) {
			return whole(int64(len(slices.Compact(sorted(a[0].List))))), nil
		}},
	{name: "join", params: takes(list("list")), rest: true, list: true, doc: "All values of several lists.", call: join},
	{name: "steps", params: takes(list("list")), list: true, doc: "Differences of neighbours in ascending order.", call: steps},
	{name: "ratio", params: takes(num("a"), num("b")), doc: "a divided by b.",
		call: func(_ *context, a []arg) (Result, error) { return arith(a[0].Result, "/", a[1].Result) }},
	{name: "percent", params: takes(num("a"), num("b")), doc: "100 * a / b.", call: percent},
}

// sorted returns the values in ascending order and leaves the argument alone.
func sorted(l []int64) []int64 {
	l = slices.Clone(l)
	slices.Sort(l)
	return l
}

// flat turns numbers and lists into results one by one.
func flat(args []arg) []Result {
	var out []Result
	_ = each(args, func(r Result) error {
		out = append(out, r)
		return nil
	})
	return out
}

// each calls fn for numbers, and for the elements of lists, up to the first error.
func each(args []arg, fn func(Result) error) error {
	for _, a := range args {
		if !a.IsList {
			if err := fn(a.Result); err != nil {
				return err
			}
			continue
		}
		for _, n := range a.List {
			if err := fn(whole(n)); err != nil {
				return err
			}
		}
	}
	return nil
}

func sumOf(_ *context, args []arg) (Result, error) {
	total := whole(0)
	err := each(args, func(r Result) (err error) {
		total, err = arith(total, "+", r)
		return err
	})
	return total, err
}

// extreme gives the smallest (-1) or largest (1) value.
func extreme(sign int) func(*context, []arg) (Result, error) {
	return func(_ *context, args []arg) (Result, error) {
		var best Result
		some := false
		_ = each(args, func(r Result) error {
			if !some || sign*compare(r, best) > 0 {
				best, some = r, true
			}
			return nil
		})
		if !some {
			return Result{}, errEmpty
		}
		return best, nil
	}
}

func compare(a, b Result) int {
	switch {
	case a.Exact && b.Exact && a.Int != b.Int:
		if a.Int < b.Int {
			return -1
		}
		return 1
	case a.Num < b.Num:
		return -1
	case a.Num > b.Num:
		return 1
	}
	return 0
}

func median(_ *context, args []arg) (Result, error) {
	l := sorted(args[0].List)
	n := len(l)
	switch {
	case n == 0:
		return Result{}, errEmpty
	case n%2 == 1:
		return whole(l[n/2]), nil
	}
	s, err := arith(whole(l[n/2-1]), "+", whole(l[n/2]))
	if err != nil {
		return s, err
	}
	return arith(s, "/", whole(2))
}

func mean(_ *context, args []arg) (Result, error) {
	if len(args[0].List) == 0 {
		return Result{}, errEmpty
	}
	return arith(add(args[0].List), "/", whole(int64(len(args[0].List))))
}

func quantile(_ *context, args []arg) (Result, error) {
	l, q := sorted(args[0].List), args[1].Num
	if len(l) == 0 {
		return Result{}, errEmpty
	}
	if !(q >= 0 && q <= 1) {
		return Result{}, fmt.Errorf("q is %v, it lies in 0 to 1", q)
	}
	// The small amount keeps 0.7*10 from becoming rank 8.
	rank := int(math.Ceil(q*float64(len(l)) - 1e-9))
	return whole(l[min(max(rank, 1), len(l))-1]), nil
}

func nth(_ *context, args []arg) (Result, error) {
	l := sorted(args[0].List)
	i, err := index(args[1].Result, len(l))
	if err != nil {
		return Result{}, err
	}
	return whole(l[i]), nil
}

// index resolves an index that counts from the end when it is negative.
func index(r Result, n int) (int, error) {
	if !r.Exact {
		return 0, fmt.Errorf("index %v is no whole number", r.Num)
	}
	i := r.Int
	if i < 0 {
		i += int64(n)
	}
	if i < 0 || i >= int64(n) {
		return 0, fmt.Errorf("index %d is outside, there are %d", r.Int, n)
	}
	return int(i), nil
}

func spread(_ *context, args []arg) (Result, error) {
	l := args[0].List
	if len(l) == 0 {
		return Result{}, errEmpty
	}
	return arith(whole(slices.Max(l)), "-", whole(slices.Min(l)))
}

func between(_ *context, args []arg) (Result, error) {
	return countIf(args[0].List, func(x Result) bool {
		return compare(x, args[1].Result) > 0 && compare(x, args[2].Result) <= 0
	}), nil
}

func atLeast(_ *context, args []arg) (Result, error) {
	return countIf(args[0].List, func(x Result) bool { return compare(x, args[1].Result) >= 0 }), nil
}

func countIf(l []int64, keep func(Result) bool) Result {
	var n int64
	for _, x := range l {
		if keep(whole(x)) {
			n++
		}
	}
	return whole(n)
}

func join(_ *context, args []arg) (Result, error) {
	var l []int64
	for _, a := range args {
		l = append(l, a.List...)
	}
	return listOf(l), nil
}

func steps(_ *context, args []arg) (Result, error) {
	l := sorted(args[0].List)
	if len(l) == 0 {
		return listOf(nil), nil
	}
	out := make([]int64, len(l)-1)
	for i := range out {
		out[i] = l[i+1] - l[i]
	}
	return listOf(out), nil
}

func percent(_ *context, args []arg) (Result, error) {
	p, err := arith(whole(100), "*", args[0].Result)
	if err != nil {
		return p, err
	}
	return arith(p, "/", args[1].Result)
}
