package challenge

import "testing"

// TestMeasuredAgainstItsIndicator: numbers of the indicator's unit are compared, at the value and beside it.
func TestMeasuredAgainstItsIndicator(t *testing.T) {
	for _, tt := range []struct {
		op, value, high, measured string
		misses                    bool
	}{
		{">=", "12", "", "12", false}, {">=", "12", "", "11.99 %", true}, {">=", "12.0", "", "12 %", false},
		{"<=", "15", "", "15%", false}, {"<=", "15", "", "15.01", true},
		{">", "12", "", "12", true}, {">", "12", "", "12.1", false},
		{"<", "12", "", "12", true}, {"<", "12", "", "-3", false},
		{"=", "1.50", "", "1.5", false}, {"=", "1.5", "", "1.51", true},
		{"range", "10", "20", "10", false}, {"range", "10", "20", "20", false}, {"range", "10", "20", "9.9", true},
		{"range", "10", "20", "20.1", true},
		{">=", "12", "", "达到", false}, {">=", "12", "", "11 kg", false}, {">=", "优于国标", "", "11", false},
		{">=", "12", "", "11 至 13", false},
	} {
		x := Indicator{Metric: "出糖率", Op: tt.op, Value: tt.value, High: tt.high, Unit: "%"}
		if got := x.misses(tt.measured); got != tt.misses {
			t.Errorf("%s %s %s, measured %s: misses %v", tt.op, tt.value, tt.high, tt.measured, got)
		}
	}
}
