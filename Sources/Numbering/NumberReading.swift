import CPhoneNumber
import Telephony

/// One text read as a number by the tables of libphonenumber.
///
/// The tables are loaded by the first reading, not at the start of the program.
struct NumberReading {
    var phoneNumber: PhoneNumber?
    var kind: NumberKind
    /// Nil if the number belongs to no country (satellite, international freephone).
    var country: String?
    var callingCode: Int
    var isPossible: Bool
    var isValid: Bool
    var isShort: Bool
    var national: String
    var international: String

    /// Nil if the text is no number: its octets are given to C++ as they are, so that a NUL ends nothing.
    init?(_ text: String, in country: String?) {
        var number = catchline_number()
        var octets = text
        let isRead = octets.withUTF8 { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                guard let start = characters.baseAddress else { return false }
                return catchline_number_read(start, characters.count, country ?? "", &number)
            }
        }
        guard isRead else { return nil }
        phoneNumber = PhoneNumber(e164: Self.text(of: number.e164))
        kind = NumberKind(number.kind)
        let region = Self.text(of: number.region)
        self.country = region.isEmpty || region == "001" ? nil : region
        callingCode = Int(number.country_calling_code)
        isValid = number.is_valid
        isPossible =
            number.is_possible && (isValid || !Self.startsWithZero(phoneNumber, callingCode: callingCode))
        isShort = number.is_short
        national = Self.text(of: number.national)
        international = Self.text(of: number.international)
        // Countries that share a calling code (+1, +7, +44): a number that no table lists is taken for one
        // from home.
        if !isValid, let country, Self.callingCode(of: country) == callingCode { self.country = country }
    }

    static func callingCode(of country: String) -> Int? {
        guard country.utf8.count == 2 else { return nil }
        let code = catchline_country_calling_code(country)
        return code == 0 ? nil : Int(code)
    }

    /// A zero after the country code is a prefix of domestic calls that went along by mistake. The few plans
    /// that keep one (Italy) are in the tables.
    private static func startsWithZero(_ number: PhoneNumber?, callingCode: Int) -> Bool {
        number?.e164.dropFirst(1 + String(callingCode).count).hasPrefix("0") ?? false
    }

    /// The octets up to the first NUL; C arrays of fixed size arrive in Swift as tuples.
    private static func text<Characters>(of characters: Characters) -> String {
        withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}

extension NumberKind {
    init(_ kind: catchline_number_kind) {
        self =
            switch kind {
            case CATCHLINE_NUMBER_LANDLINE: .landline
            case CATCHLINE_NUMBER_MOBILE: .mobile
            case CATCHLINE_NUMBER_MOBILE_OR_LANDLINE: .mobileOrLandline
            case CATCHLINE_NUMBER_TOLL_FREE: .tollFree
            case CATCHLINE_NUMBER_PREMIUM: .premium
            case CATCHLINE_NUMBER_SHARED_COST: .sharedCost
            case CATCHLINE_NUMBER_VOIP: .voip
            case CATCHLINE_NUMBER_PERSONAL: .personal
            case CATCHLINE_NUMBER_PAGER: .pager
            case CATCHLINE_NUMBER_UAN: .uan
            case CATCHLINE_NUMBER_VOICEMAIL: .voicemail
            default: .unknown
            }
    }
}
