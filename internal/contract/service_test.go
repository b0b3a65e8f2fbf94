package contract_test

import (
	"testing"

	"kebang/internal/actor"
	"kebang/internal/contract"
	"kebang/internal/contract/contracttest"
	"kebang/internal/id"
)

const (
	wan        = contracttest.Wan
	sellerCode = contracttest.SellerCode
)

var (
	firm, institute, broker, officer = contracttest.Firm, contracttest.Institute, contracttest.Broker,
		contracttest.Officer
	registrar, rival, officer2, scholar = contracttest.Registrar, contracttest.Rival, contracttest.Officer2,
		contracttest.Scholar

	content, fieldsOf, code = contracttest.Content, contracttest.FieldsOf, contracttest.Code
)

type bench struct{ *contracttest.Bench }

func open(t *testing.T) *bench {
	t.Helper()
	return &bench{contracttest.Open(t)}
}

func (b *bench) ok(c contract.Contract, err error) contract.Contract {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
	return c
}

func (b *bench) create(a actor.Actor, in contract.Content) contract.Contract {
	b.T.Helper()
	return b.ok(b.Create(b.T.Context(), a, contract.New{ID: id.New(), Content: in}))
}
