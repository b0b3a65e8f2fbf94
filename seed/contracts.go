package seed

func (m *market) planContracts() error { return nil }
