/// The words by which people end and resume automatic texts: one language's row of the table. All languages
/// hold at once, whatever the language of the business.
package struct ConsentKeywords: Hashable, Sendable {
    /// Tidied, see `TidiedMessage`.
    package var optOut: Set<String>
    /// Opt-outs in some countries only, where the law names the word.
    package var optOutIn: [String: Set<String>]
    package var optIn: Set<String>
    /// Words that are dropped before the rest is looked up.
    package var politeness: [String]
    /// What is answered to an opt-out, once.
    package var confirmation: String

    package init(
        optOut: Set<String>, optOutIn: [String: Set<String>], optIn: Set<String>, politeness: [String],
        confirmation: String
    ) {
        self.optOut = optOut
        self.optOutIn = optOutIn
        self.optIn = optIn
        self.politeness = politeness
        self.confirmation = confirmation
    }

    package static let all = [english]

    package static let english = ConsentKeywords(
        optOut: [
            "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "optout", "opt out", "revoke",
            "remove me",
        ],
        // 47 CFR 64.1200(a)(10) names CANCEL; elsewhere it may be about a booking.
        optOutIn: ["US": ["cancel"], "CA": ["cancel"]],
        optIn: ["start", "unstop"],
        politeness: ["please", "pls", "plz", "thanks", "thank you", "thx"],
        confirmation: "Done. {company} won't text you again. START undoes it.")
}
