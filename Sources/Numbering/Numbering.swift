package import Telephony

/// What a number is, by the numbering plans of the world.
///
/// A number is read as one dialled in the home country: the country of the SIM, or that of the business where
/// the SIM does not tell. Numbers of six digits or fewer are short codes whatever the tables say, since the
/// tables know few of them; what is no number at all (the name of a sender, junk) is of kind unknown and not
/// possible.
package enum Numbering {
    /// A number as the network printed it.
    package static func identify(_ number: NetworkNumber, homeCountry: String?) -> IdentifiedNumber {
        let digits = Digits(number.digits)
        guard let digits else { return none(number.digits) }
        if digits.count <= shortestSubscriberNumber - 1 { return shortCode(number.digits) }
        guard let reading = reading(of: digits, type: number.typeOfAddress, homeCountry: homeCountry) else {
            return none(number.digits)
        }
        return identified(reading, text: number.digits)
    }

    /// A number of which nothing is known but its characters.
    package static func identify(_ text: String, homeCountry: String?) -> IdentifiedNumber {
        identify(NetworkNumber(digits: text), homeCountry: homeCountry)
    }

    /// The number as people write it: as one dials it within the home country, else in international form.
    package static func forPeople(_ number: PhoneNumber, homeCountry: String?) -> String {
        guard let reading = NumberReading(number.e164, in: homeCountry) else { return number.e164 }
        let isFromHome = homeCountry.map { NumberReading.callingCode(of: $0) == reading.callingCode } ?? false
        let text = isFromHome ? reading.national : reading.international
        return text.isEmpty ? number.e164 : text
    }

    /// Whether a number belongs to no country: satellite telephones (+870, +881 to +883), personal numbers
    /// (+878), international premium (+979), freephone (+800) and shared cost (+808), relief (+888). ITU-T
    /// E.164, annex.
    package static func isOfNoCountry(_ number: PhoneNumber) -> Bool {
        let digits = number.e164.dropFirst()
        return digits.hasPrefix("88") && !digits.hasPrefix("880") && !digits.hasPrefix("886")
            || ["870", "878", "979", "800", "808"].contains { digits.hasPrefix($0) }
    }

    /// Loads the tables now, so that the first call does not wait for them.
    package static func load() {
        _ = NumberReading("+442079460000", in: nil)
    }

    /// Digits of the shortest number that can be a subscriber's; fewer are a short code.
    static let shortestSubscriberNumber = 7

    private static func none(_ text: String) -> IdentifiedNumber {
        IdentifiedNumber(phoneNumber: nil, text: text, kind: .unknown, country: nil, isPossible: false)
    }

    private static func shortCode(_ text: String) -> IdentifiedNumber {
        IdentifiedNumber(phoneNumber: nil, text: text, kind: .shortCode, country: nil, isPossible: false)
    }

    private static func identified(_ reading: NumberReading, text: String) -> IdentifiedNumber {
        if reading.isShort { return shortCode(text) }
        guard reading.isPossible, let phoneNumber = reading.phoneNumber else { return none(text) }
        let country = isOfNoCountry(phoneNumber) ? nil : reading.country
        return IdentifiedNumber(
            phoneNumber: phoneNumber, text: phoneNumber.e164, kind: reading.kind, country: country,
            isPossible: true)
    }
}
