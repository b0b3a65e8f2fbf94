// Package contracts has the routes of 技术合同 and of their 认定登记. It must not know statistics, matches or listings.
package contracts
