import WebInbox

/// What `setup` says at its end.
struct SetUpText {
    let texts: Texts
    /// Nil if the box runs.
    let startCommand: String?

    func lines(_ report: SetUpReport) -> [String] {
        let company = report.company?.printable ?? ""
        let owner = report.owner.map { texts.number($0) } ?? ""
        if let startCommand {
            return [
                "Catchline is set up for \(company). Missed calls are texted back once it runs.",
                "Next: \(startCommand)",
            ]
        }
        return [
            "Catchline is set up for \(company). Missed calls are texted back.",
            "To try it: ring the box from \(owner) and hang up before anybody answers.",
            "Next: catchline status",
        ]
    }
}
