/// The words that come with Catchline. Each is one text when filled with names of usual length.
package struct WordsPack: Hashable, Sendable {
    /// The normal answer to a missed call.
    package var onAJob: String
    /// The answer to a call that is a while ago.
    package var late: String

    package static let english = WordsPack(
        onAJob: "Hi {name}, {me} at {company}. Sorry I missed you, I'm on a job. "
            + "What's wrong and what's your postcode? I'll ring you back. Reply STOP to opt out.",
        late: "Hi {name}, {me} at {company}. Sorry, I could not take your call earlier. "
            + "Still need me? Reply here. STOP to opt out.")
}
