import Numbering
import Testing

@Suite struct CountryTests {
    @Test(arguments: [
        ("234", "GB"), ("235", "GB"), ("262", "DE"), ("208", "FR"), ("260", "PL"), ("310", "US"),
        ("316", "US"),
        ("302", "CA"), ("505", "AU"), ("655", "ZA"), ("724", "BR"), ("460", "CN"), ("221", "XK"),
        ("659", "SS"),
    ])
    func `A mobile country code names its country`(_ code: String, _ country: String) {
        #expect(Country.ofMobileCountryCode(code) == country)
    }

    @Test(arguments: ["001", "901", "999", "000", "", "23", "2340", "+23", "２３４", "abc"])
    func `Codes of no country name none`(_ code: String) {
        #expect(Country.ofMobileCountryCode(code) == nil)
    }

    @Test func `An IMSI tells the country of its SIM`() {
        #expect(Country.ofIMSI("234159012345678") == "GB")
        #expect(Country.ofIMSI("901700000000001") == nil)
        #expect(Country.ofIMSI("234") == nil)
        #expect(Country.ofIMSI(nil) == nil)
    }

    @Test func `Every country of a SIM can have its numbers read`() {
        let unread = (0...999).compactMap { code in
            Country.ofMobileCountryCode(String(("00" + String(code)).suffix(3)))
        }.filter { !Country.isKnown($0) }

        #expect(unread.isEmpty)
    }

    @Test func `The list of mobile country codes is whole`() {
        let countries = Set(
            (0...999).compactMap { Country.ofMobileCountryCode(String(("00" + String($0)).suffix(3))) })

        #expect(countries.count == 226)
    }

    @Test(arguments: [
        ("GB", "Europe/London"), ("DE", "Europe/Berlin"), ("PL", "Europe/Warsaw"), ("IN", "Asia/Kolkata"),
    ])
    func `A country whose clocks agree has a time zone`(_ country: String, _ zone: String) {
        #expect(Country.timeZone(of: country) == zone)
    }

    @Test(arguments: ["US", "ES", "AU", "BR", "ZZ"])
    func `A country of several times has no time zone`(_ country: String) {
        #expect(Country.timeZone(of: country) == nil)
    }

    @Test func `A country is known if numbers can be read for it`() {
        #expect(Country.isKnown("GB"))
        #expect(!Country.isKnown("QQ"))
        #expect(!Country.isKnown("gb "))
        #expect(!Country.isKnown(""))
    }
}
