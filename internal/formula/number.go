package formula

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
)

func whole(n int64) Result { return Result{Num: float64(n), Int: n, Exact: true} }

// float makes a number of a float; whole floats below 2^53 count as exact.
func float(f float64) Result {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 {
		return whole(int64(f))
	}
	return Result{Num: f}
}

func listOf(l []int64) Result { return Result{List: l, IsList: true} }

// arith calculates exactly where both sides are exact and the result fits, and
// in floating point elsewhere.
func arith(a Result, op string, b Result) (Result, error) {
	if a.IsList || b.IsList {
		return Result{}, fmt.Errorf("%s takes numbers, not lists; use sum, count or nth on the list", op)
	}
	if a.Exact && b.Exact {
		if n, ok := exact(a.Int, op, b.Int); ok {
			return whole(n), nil
		}
	}
	f := 0.0
	switch op {
	case "+":
		f = a.Num + b.Num
	case "-":
		f = a.Num - b.Num
	case "*":
		f = a.Num * b.Num
	case "/":
		if b.Num == 0 {
			return Result{}, errors.New("division by zero")
		}
		f = a.Num / b.Num
	}
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return Result{}, fmt.Errorf("%s leaves the range of numbers", op)
	}
	return Result{Num: f}, nil
}

func exact(a int64, op string, b int64) (int64, bool) {
	switch op {
	case "+":
		n := a + b
		return n, (n > a) == (b > 0)
	case "-":
		n := a - b
		return n, (n < a) == (b > 0)
	case "*":
		return multiply(a, b)
	case "/":
		if b == 0 || a == math.MinInt64 || a%b != 0 {
			return 0, false
		}
		return a / b, true
	}
	return 0, false
}

func multiply(a, b int64) (int64, bool) {
	if a == math.MinInt64 || b == math.MinInt64 {
		return 0, false
	}
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > math.MaxInt64 {
		return 0, false
	}
	if (a < 0) != (b < 0) {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-n)
	}
	return uint64(n)
}

// add sums exactly and says when the sum does not fit.
func add(list []int64) Result {
	total := whole(0)
	for _, n := range list {
		total, _ = arith(total, "+", whole(n))
	}
	return total
}
