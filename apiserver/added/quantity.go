package resource

import "fmt"

// Beyond this, big numbers of that many digits are made: a server is busy with them for minutes.
const largestExponent = 10000

func boundExponent(quantity string, exponent int32) {
	if exponent > largestExponent || exponent < -largestExponent {
		panic(fmt.Sprintf("the exponent of the quantity %.40q is beyond %d, which no server reckons with in time", quantity, largestExponent))
	}
}
