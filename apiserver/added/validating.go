package validating

// CompilePolicy is compilePolicy.
func CompilePolicy(policy *Policy) Validator { return compilePolicy(policy) }
