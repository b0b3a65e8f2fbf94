package stats

import (
	"math/big"

	"kebang/internal/ledger"
	"kebang/internal/store"
	"kebang/internal/workday"
)

// Change compares the figures of a table with those of another period. Growths are hundredths of a percent, rounded
// half away from zero; nil without anything to compare with (口径 of 全国技术市场统计: "—").
type Change struct {
	From, To ledger.Period // the other period
	Before   Measures
	Count    *int64
	TotalFen *int64
	TechFen  *int64
}

// Growth is (now - before) / before in hundredths of a percent; nil when before is not above 0.
func Growth(now, before int64) *int64 {
	if before <= 0 {
		return nil
	}
	n := ratio(new(big.Int).Sub(big.NewInt(now), big.NewInt(before)), big.NewInt(before))
	return &n
}

// Share is part / whole in hundredths of a percent; nil when whole is not above 0.
func Share(part, whole int64) *int64 {
	if whole <= 0 {
		return nil
	}
	n := ratio(big.NewInt(part), big.NewInt(whole))
	return &n
}

// Average is the mean amount of a contract in fen, rounded half away from zero; nil without contracts (平均每项成交额).
func Average(fen, count int64) *int64 {
	if count <= 0 {
		return nil
	}
	n := round(big.NewInt(fen), big.NewInt(count))
	return &n
}

func ratio(part, whole *big.Int) int64 {
	return round(new(big.Int).Mul(part, big.NewInt(10_000)), whole)
}

// round is a / b for b > 0, rounded half away from zero.
func round(a, b *big.Int) int64 {
	twice := new(big.Int).Mul(new(big.Int).Abs(a), big.NewInt(2))
	n := new(big.Int).Quo(twice.Add(twice, b), new(big.Int).Mul(b, big.NewInt(2))).Int64()
	if a.Sign() < 0 {
		return -n
	}
	return n
}

// compared are the months of the year before that are set against a question; ok is false without a first month. A
// period that is still running is compared up to the present month, because the rest has not happened yet.
func (q Query) compared(today workday.Date) (now, before Query, ok bool) {
	now = q
	if q.From == "" {
		return now, now, false
	}
	if present := string(ledger.Of(today)); q.To == "" || q.To > present {
		now.To = present
	}
	if now.To < now.From {
		return now, now, false
	}
	before = now
	before.From, before.To = lastYear(now.From), lastYear(now.To)
	return now, before, true
}

// lastYear is the same month of the year before.
func lastYear(period string) string {
	return string(ledger.Month(ledger.Period(period).Year()-1, 1)[:5]) + period[5:]
}

// yearBefore compares a question with the same months of the year before (同比); nil when the question has no first
// month.
func (s *Service) yearBefore(tx store.Tx, market string, q Query) (*Change, error) {
	now, before, ok := q.compared(workday.Of(s.now().UnixMilli()))
	if !ok {
		return nil, nil
	}
	n, err := ledger.Whole(tx, now.query(market))
	if err != nil {
		return nil, err
	}
	b, err := ledger.Whole(tx, before.query(market))
	return &Change{From: ledger.Period(before.From), To: ledger.Period(before.To), Before: Measures(b),
		Count: Growth(n.Count, b.Count), TotalFen: Growth(n.TotalFen, b.TotalFen),
		TechFen: Growth(n.TechFen, b.TechFen)}, err
}
