/// What follows from a country alone. Countries are named by ISO 3166-1 alpha-2 codes in capitals: `GB`.
package enum Country {
    /// The country of a mobile country code (`234` is `GB`); nil for a code of no country.
    package static func ofMobileCountryCode(_ code: String) -> String? {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(code)
        else { return nil }
        return MobileCountryCodes.countries[number]
    }

    /// The country of a SIM, told by its IMSI, which starts with the mobile country code (ITU-T E.212).
    package static func ofIMSI(_ imsi: String?) -> String? {
        guard let imsi, (6...15).contains(imsi.utf8.count) else { return nil }
        return ofMobileCountryCode(String(imsi.prefix(3)))
    }

    /// The time zone of the country, if all its clocks show the same time: `GB` is `Europe/London`, `US` is
    /// nil.
    package static func timeZone(of country: String) -> String? {
        CountryTimeZones.zones[country]
    }

    /// Whether numbers can be read for this country. Loads the tables of the numbering plans.
    package static func isKnown(_ country: String) -> Bool {
        NumberReading.callingCode(of: country) != nil
    }
}
