package store

import (
	"fmt"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

type sequence struct {
	Meta
	Last int64 `json:"last"`
}

// Sequences holds the last serial number of each market, kind and year.
var Sequences = Define(Def[sequence]{Name: "sequences", Shape: 2, Oldest: 2, Noun: vocab.Noun("流水号", "serial number"),
	Meta: func(s *sequence) *Meta { return &s.Meta }})

// Serial takes the next number of a kind (XQ, CG, DJ, HT, SL …) in a market and year, in the form XQ-2026-000123. It
// compare-and-sets the sequence document, so two transactions never get the same number.
func Serial(tx Tx, market, kind string, year int) (string, error) {
	id := fmt.Sprintf("%s-%d", kind, year)
	s, err := Sequences.Get(tx, market, id)
	switch {
	case err == nil:
		s.Last++
		err = Sequences.Update(tx, &s)
	case fault.Is(err, fault.NotFound):
		s = sequence{Meta: Meta{ID: id, Market: market}, Last: 1}
		err = Sequences.Insert(tx, &s)
	}
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s-%d-%06d", kind, year, s.Last), nil
}

// LastSerial is the last used number of a kind in a market and year; 0 when there was none.
func LastSerial(tx Tx, market, kind string, year int) (int64, error) {
	s, err := Sequences.Get(tx, market, fmt.Sprintf("%s-%d", kind, year))
	if fault.Is(err, fault.NotFound) {
		return 0, nil
	}
	return s.Last, err
}

// RaiseSerial continues a sequence behind a number that is in use already. It never goes back.
func RaiseSerial(tx Tx, market, kind string, year int, least int64) error {
	id := fmt.Sprintf("%s-%d", kind, year)
	s, err := Sequences.Get(tx, market, id)
	switch {
	case fault.Is(err, fault.NotFound):
		return Sequences.Insert(tx, &sequence{Meta: Meta{ID: id, Market: market}, Last: least})
	case err != nil || s.Last >= least:
		return err
	}
	s.Last = least
	return Sequences.Update(tx, &s)
}
