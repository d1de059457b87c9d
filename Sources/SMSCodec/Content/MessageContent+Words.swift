extension MessageContent {
    /// For a person.
    package var words: String {
        switch self {
        case .text: "a text"
        case .flash: "a text that is shown at once"
        case .replacement: "a text that replaces an earlier one"
        case .silent: "nothing to be shown"
        case .simData: "data for the SIM or the phone"
        case .voicemailNotice(let indication): indication.words
        case .pictureNotice: "a picture that waits to be fetched"
        case .push: "data that are pushed to the phone"
        case .binary: "data"
        }
    }
}
