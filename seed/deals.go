package seed

func (m *market) planDeals() error { return nil }
