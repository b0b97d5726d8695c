package formula

import (
	"errors"
	"math"
)

const (
	maxExactKS  = 100    // values for the exact one-sample distribution
	maxExactKS2 = 250000 // pairs for the exact two-sample distribution
)

// ksUniform conditions on the extremes: if all values are independent and
// uniform on an unknown interval, the n-2 inner ones are so on [min, max]
// (H. A. David and H. N. Nagaraja, Order Statistics, 3rd ed., section 2.5). So
// no parameter is estimated from the values tested.
func ksUniform(_ *context, args []arg) (Result, error) {
	l := sorted(args[0].List)
	n := len(l) - 2
	if n < 1 {
		return Result{}, errors.New("takes at least three values")
	}
	lo, width := float64(l[0]), float64(l[n+1])-float64(l[0])
	if width <= 0 {
		return Result{}, errors.New("all values are equal")
	}
	d := 0.0
	for i, v := range l[1 : n+1] {
		u := (float64(v) - lo) / width
		d = max(d, u-float64(i)/float64(n), float64(i+1)/float64(n)-u)
	}
	if n <= maxExactKS {
		return probability(1 - kolmogorov(n, d))
	}
	root := math.Sqrt(float64(n))
	return probability(kolmogorovTail((root + 0.12 + 0.11/root) * d))
}

// kolmogorov is the exact P(D_n < d) by the matrix power of G. Marsaglia, W. W.
// Tsang and J. Wang, Evaluating Kolmogorov's Distribution, Journal of
// Statistical Software 8(18), 2003.
func kolmogorov(n int, d float64) float64 {
	if d >= 1 {
		return 1
	}
	if d <= 0.5/float64(n) {
		return 0
	}
	k := int(float64(n)*d) + 1
	h := float64(k) - float64(n)*d
	q := matrixPower(kolmogorovMatrix(k, h), n)
	p, exp := q.a[(k-1)*q.m+k-1], q.exp
	for i := 1; i <= n; i++ {
		p *= float64(i) / float64(n)
		if p < 1e-140 {
			p *= 1e140
			exp -= 140
		}
	}
	return p * math.Pow(10, float64(exp))
}

// matrix is square, row by row, times ten to the power of exp.
type matrix struct {
	a   []float64
	m   int
	exp int
}

func kolmogorovMatrix(k int, h float64) matrix {
	m := 2*k - 1
	x := matrix{a: make([]float64, m*m), m: m}
	for i := range m {
		for j := 0; j < m && j <= i+1; j++ {
			x.a[i*m+j] = 1
		}
	}
	for i := range m {
		x.a[i*m] -= math.Pow(h, float64(i+1))
		x.a[(m-1)*m+i] -= math.Pow(h, float64(m-i))
	}
	if 2*h-1 > 0 {
		x.a[(m-1)*m] += math.Pow(2*h-1, float64(m))
	}
	for i := range m {
		f := 1.0
		for j := i; j >= 0; j-- { // divide by (i-j+1)!
			f *= float64(i - j + 1)
			x.a[i*m+j] /= f
		}
	}
	return x
}

func matrixPower(x matrix, n int) matrix {
	if n == 1 {
		return x
	}
	v := matrixPower(x, n/2)
	v = multiplyMatrix(v, v)
	if n%2 == 1 {
		v = multiplyMatrix(x, v)
	}
	if mid := v.a[(v.m/2)*v.m+v.m/2]; mid > 1e140 {
		for i := range v.a {
			v.a[i] *= 1e-140
		}
		v.exp += 140
	}
	return v
}

func multiplyMatrix(a, b matrix) matrix {
	m := a.m
	out := matrix{a: make([]float64, m*m), m: m, exp: a.exp + b.exp}
	for i := range m {
		for k := range m {
			f := a.a[i*m+k]
			if f == 0 {
				continue
			}
			for j := range m {
				out.a[i*m+j] += f * b.a[k*m+j]
			}
		}
	}
	return out
}

// kolmogorovTail is Kolmogorov's limit P(K > x) = 2 sum (-1)^(j-1) exp(-2 j^2
// x^2). The callers scale x by M. A. Stephens, Journal of the Royal Statistical
// Society B 32, 1970.
func kolmogorovTail(x float64) float64 {
	if x < 0.2 {
		return 1
	}
	sum, sign := 0.0, 1.0
	for j := 1.0; j <= 100; j++ {
		term := math.Exp(-2 * j * j * x * x)
		sum += sign * term
		if term < 1e-18 {
			break
		}
		sign = -sign
	}
	return 2 * sum
}

func ks2(_ *context, args []arg) (Result, error) {
	a, b := sorted(args[0].List), sorted(args[1].List)
	if len(a) == 0 || len(b) == 0 {
		return Result{}, errEmpty
	}
	d := distance(a, b)
	if len(a)*len(b) <= maxExactKS2 {
		return probability(1 - pathsBelow(len(a), len(b), d))
	}
	n, m := float64(len(a)), float64(len(b))
	root := math.Sqrt(n * m / (n + m))
	return probability(kolmogorovTail((root + 0.12 + 0.11/root) * d))
}

// distance is the largest distance of the two empirical distributions.
func distance(a, b []int64) float64 {
	i, j, d := 0, 0, 0.0
	for i < len(a) && j < len(b) {
		x := min(a[i], b[j])
		for i < len(a) && a[i] == x {
			i++
		}
		for j < len(b) && b[j] == x {
			j++
		}
		d = max(d, math.Abs(float64(i)/float64(len(a))-float64(j)/float64(len(b))))
	}
	return d
}

// pathsBelow is the share of the orders of n and m values in which the distance
// stays below d everywhere: paths on a grid (J. L. Hodges, The significance
// probability of the Smirnov two-sample test, Arkiv för Matematik 3, 1958). Each
// cell holds the share of the paths to it that stay below.
func pathsBelow(n, m int, d float64) float64 {
	limit := d - 1e-9
	inside := func(i, j int) bool { return math.Abs(float64(i)/float64(n)-float64(j)/float64(m)) < limit }
	row := make([]float64, m+1)
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			switch {
			case i == 0 && j == 0:
				row[0] = 1
			case !inside(i, j):
				row[j] = 0
			default:
				share := 0.0
				if i > 0 {
					share += row[j] * float64(i) / float64(i+j)
				}
				if j > 0 {
					share += row[j-1] * float64(j) / float64(i+j)
				}
				row[j] = share
			}
		}
	}
	return row[m]
}
