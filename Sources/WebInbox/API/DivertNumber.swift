import Hummingbird
import Numbering
import Telephony

/// A number that calls may be diverted to, as it is dialled.
package struct DivertNumber: Hashable, Sendable {
    package let digits: String

    /// Every diverted call is paid for by the owner of the SIM: never to a premium number.
    ///
    /// - Parameter typed: as a person types it.
    package init(_ typed: String, homeCountry: String?) throws {
        let number = try Numbering.typed(typed, homeCountry: homeCountry)
        guard number.kind != .premium, number.kind != .sharedCost else {
            throw Problem.dearDivert(number.text)
        }
        digits = number.text
    }
}

extension Problem {
    fileprivate static func dearDivert(_ number: String) -> Problem {
        Problem(
            .conflict, code: "premium", what: "Nothing was changed.",
            why: "\(number) is a premium or shared-cost number, and you would pay for each call.",
            next: "catchline modem divert show")
    }
}
