package api

import (
	"kebang/internal/audit"
	"kebang/internal/backup"
	"kebang/internal/contract"
	"kebang/internal/deal"
	"kebang/internal/intake"
	"kebang/internal/listing"
	"kebang/internal/party"
	"kebang/internal/settings"
	"kebang/internal/stats"
	"kebang/matcher"
)

// Services are the use cases behind the resources.
type Services struct {
	Parties   *party.Service
	Listings  *listing.Service
	Deals     *deal.Service
	Contracts *contract.Service
	Stats     *stats.Service
	Matches   *matcher.Service
	Intake    *intake.Service
	Exporter  *intake.Exporter
	Jobs      JobDesk
	Access    *audit.SecurityLog
	Settings  *settings.Service
	Backups   *backup.Service
	// BackupFolder is shown to administrators; only whoever runs the server chooses it.
	BackupFolder string
}

// All lists the resources of the program, one line each; the server adds sign-in and administration (Server.own).
func All(s Services) []Resource {
	return []Resource{
		Listings(s.Listings, s.Deals, s.Matches, s.Exporter),
		Claims(s.Listings.Claims),
		MatchLists(s.Matches, s.Deals, s.Exporter),
		Learning(s.Matches),
		Diagnoses(s.Matches),
		Deals(s.Deals, MatchOf(s.Matches), s.Exporter),
		Contracts(s.Contracts, s.Exporter),
		Credits(s.Deals, s.Contracts),
		Registrations(s.Contracts),
		Statistics(s.Stats, s.Exporter),
		Imports(s.Intake),
		PartyExports(s.Intake),
		LogExports(s.Intake, s.Jobs, s.Exporter),
		Jobs(s.Jobs, s.Matches),
		SecurityLog(s.Access, s.Exporter),
		SystemSettings(s.Settings),
		BackupRoutes(s.Backups, s.BackupFolder),
	}
}
