package finding

func detect(in Input) ([]Finding, error) { return nil, nil }
