/// What is read although the standard has it otherwise, a line each: how it is read, and who sends it. What is
/// made here keeps to the standard. "Nobody known" stands where no network or modem is: a message is not lost
/// for what can be passed over.
package enum Tolerance: CaseIterable, Sendable {
    // MARK: As modems print a PDU (3GPP TS 27.005 §3.1)

    /// Hexadecimal digits in lower case: modems in China, behind +CMT.
    case lowerCase
    /// The line end behind the digits: lines cut out of a modem's log, and piped text.
    case lineEnd
    /// Octets behind the user data are left: phones that overwrite a longer message in their memory.
    case octetsAfterUserData

    // MARK: Addresses (TS 23.040 §9.1.2.5)

    /// A service centre of a type and no digits is none: nobody known.
    case serviceCentreWithoutDigits
    /// The highest bit of the type is not looked at: nobody known; no extension was ever given out.
    case typeWithoutExtensionBit
    /// A number ends at a filler, even before its length: service centres that count the filler.
    case fillerAmongDigits
    /// What stands where the filler of an odd number belongs is not looked at: nobody known.
    case noFiller
    /// No digits or letters at all are no number: nobody known.
    case noOriginator
    /// Types and plans that are reserved keep their digits: nobody known.
    case reservedTypeOfAddress

    // MARK: First octet (TS 23.040 §9.2.3.1)

    /// TP-MTI 3 is a DELIVER: nobody known; the standard asks it of phones.
    case reservedMessageType

    // MARK: Times (TS 23.040 §9.2.3.11)

    /// No digit, no month, or all zeros are no time: Indonesian networks (zone C2), reports of failure.
    case noSuchTime
    /// Zones of up to 79 quarter hours are believed: nobody known.
    case zoneOffEarth
    /// Minus zero is zero: the Dutch service centre +31624000000.
    case zoneOfMinusZero

    // MARK: Validity and parameters (TS 23.040 §9.2.3.12, §9.2.3.27)

    /// Seven octets of an enhanced validity are kept whatever their form: nobody known.
    case reservedValidityForm
    /// TP-PI that goes on announces nothing, and the status counts: nobody known.
    case extendedParameterIndicator

    // MARK: Headers (TS 23.040 §9.2.3.24)

    /// A header without elements: nobody known; the standard does not forbid it.
    case emptyHeader
    /// A header that TP-UDHI does not announce is text: nobody known; nothing tells it from words.
    case headerNotAnnounced
    /// An element that has not the length of its kind is passed over: nobody known; the standard asks for it.
    case elementOfWrongLength
    /// Part 0, or part 3 of 2, stands alone: nobody known; the standard asks for it (§9.2.3.24.1).
    case placeOutsideMessage
    /// A language that is not known has the default tables: nobody known; the standard asks for it.
    case unknownLanguage
    /// Bits between header and text are not looked at: service centres +2781191 and +12063130025.
    case fillBitsSet

    // MARK: Text (TS 23.038 §6)

    /// Bits behind the last septet are not looked at: nobody known.
    case bitsAfterLastSeptet
    /// An escape with nothing behind it is a space: nobody known; the standard asks for it (§6.2.1.1).
    case escapeAtEnd
    /// An odd octet of UCS-2 is dropped: gateways that cut at 140 octets.
    case oddOctetOfUCS2
    /// Half a pair is U+FFFD, and whole again once the parts are joined: phones that cut between its halves.
    case halfSurrogatePair
}
