package formula

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mathext"
)

var testFunctions = []definition{
	{name: "fisher", params: takes(num("a"), num("b"), num("c"), num("d")), doc: "Fisher's exact test, two-sided p, of the table with rows (a b) and (c d).", call: fisher},
	{name: "fisher_rates", params: takes(num("k1"), num("n1"), num("k2"), num("n2")), doc: "Fisher's exact test, two-sided p, of k1 of n1 against k2 of n2.", call: fisherRates},
	{name: "ks_uniform", params: takes(list("list")), doc: "Kolmogorov-Smirnov test, p, of the values between the smallest and the largest against the uniform distribution on [min, max]; given the extremes, the others are independent and uniform if all are. Exact up to 100 values, asymptotic above.", call: ksUniform},
	{name: "ks2", params: takes(list("a"), list("b")), doc: "Two-sample Kolmogorov-Smirnov test, two-sided p: exact up to 250,000 pairs, asymptotic above; conservative with ties.", call: ks2},
	{name: "chi2_uniform", params: takes(either("count")), rest: true, doc: "Test of counts against equal probabilities, p of Pearson's statistic: exact by enumeration when feasible, else the chi-square distribution.", call: chi2Uniform},
	{name: "binom_tail", params: takes(num("k"), num("n"), num("p")), doc: "Probability of k or more successes in n trials of probability p.", call: binomTail},
	{name: "poisson_tail", params: takes(num("k"), num("mean")), doc: "Probability of k or more events where mean are expected.", call: poissonTail},
	{name: "bonferroni", params: takes(num("p"), num("n")), doc: "p corrected for n tests: min(1, p * n).", call: bonferroni},
}

// counts reads whole, non-negative numbers.
func counts(args []Result) ([]int64, error) {
	out := make([]int64, len(args))
	for i, a := range args {
		if !a.Exact || a.Int < 0 {
			return nil, fmt.Errorf("%v is no count", a.Num)
		}
		out[i] = a.Int
	}
	return out, nil
}

func fisher(_ *context, args []arg) (Result, error) {
	n, err := counts(flat(args))
	if err != nil {
		return Result{}, err
	}
	p, err := fisherTwoSided(n[0], n[1], n[2], n[3])
	return Result{Num: p}, err
}

func fisherRates(_ *context, args []arg) (Result, error) {
	n, err := counts(flat(args))
	if err != nil {
		return Result{}, err
	}
	if n[0] > n[1] || n[2] > n[3] {
		return Result{}, errors.New("k is larger than n")
	}
	p, err := fisherTwoSided(n[0], n[1]-n[0], n[2], n[3]-n[2])
	return Result{Num: p}, err
}

// binomTail is the regularised incomplete beta function I_p(k, n-k+1).
func binomTail(_ *context, args []arg) (Result, error) {
	n, err := counts([]Result{args[0].Result, args[1].Result})
	p := args[2].Num
	switch {
	case err != nil:
		return Result{}, err
	case !(p >= 0 && p <= 1):
		return Result{}, fmt.Errorf("probability %v lies outside 0 to 1", p)
	case n[0] == 0:
		return whole(1), nil
	case n[0] > n[1] || p == 0:
		return whole(0), nil
	case p == 1:
		return whole(1), nil
	}
	return probability(mathext.RegIncBeta(float64(n[0]), float64(n[1]-n[0]+1), p))
}

// poissonTail is the regularised lower incomplete gamma function P(k, mean).
func poissonTail(_ *context, args []arg) (Result, error) {
	n, err := counts([]Result{args[0].Result})
	mean := args[1].Num
	switch {
	case err != nil:
		return Result{}, err
	case !(mean >= 0):
		return Result{}, fmt.Errorf("mean %v is negative", mean)
	case n[0] == 0:
		return whole(1), nil
	case mean == 0:
		return whole(0), nil
	}
	return probability(mathext.GammaIncReg(float64(n[0]), mean))
}

func probability(p float64) (Result, error) {
	if math.IsNaN(p) {
		return Result{}, errors.New("the probability cannot be computed for these numbers")
	}
	return Result{Num: min(max(p, 0), 1)}, nil
}

func bonferroni(_ *context, args []arg) (Result, error) {
	p, n := args[0].Num, args[1].Num
	if !(p >= 0 && p <= 1) || n < 1 {
		return Result{}, errors.New("takes a probability and a number of tests from 1")
	}
	return Result{Num: min(1, p*n)}, nil
}
