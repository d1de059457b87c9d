import ATGrammar
import Telephony

/// What a modem is asked how it stands, set if that is not as it should be, and asked again.
extension BringUp {
    // MARK: Lines about calls (RULE 68)

    /// One kind of them is enough. That a modem takes the command proves nothing yet: the calls will show what it tells.
    mutating func callReportGuessTaken(_ answer: CommandAnswer) {
        guard answer.isOK else { return }
        remaining.removeAll { if case .callReportGuess = $0 { true } else { false } }
    }

    // MARK: Where unsolicited lines go (RULE 69)

    mutating func resultCodePortTaken(after choice: Int?, _ answer: CommandAnswer) -> [Effect] {
        guard let choices = facts.profile.resultCodePort?.choices else { return [] }
        let wanted = choice ?? 0
        // A modem that does not know the question has one way for its lines.
        guard answer.isOK, wanted < choices.count else { return [] }
        if answer.lines.contains(where: choices[wanted].isConfirmed) {
            facts.hearsEverything = true
            return []
        }
        guard choice != nil else { return resultCodePortChosen(.resultCodePortSet(0)) }
        // One that says OK and no more does not tell.
        return answer.lines.isEmpty ? [] : resultCodePortChosen(nextPort(after: wanted))
    }

    /// It is still to be found out where they go.
    var isAskingForPort: Bool {
        (remaining + [current].compactMap(\.self)).contains {
            switch $0 {
            case .resultCodePort, .resultCodePortSet: true
            default: false
            }
        }
    }

    func nextPort(after choice: Int) -> BringUpStep? {
        let choices = facts.profile.resultCodePort?.choices ?? []
        return choice + 1 < choices.count ? .resultCodePortSet(choice + 1) : nil
    }

    mutating func resultCodePortChosen(_ step: BringUpStep?) -> [Effect] {
        guard let step else {
            let words =
                "The modem keeps its unsolicited lines to another port: calls may not be heard on this one."
            return [.log(LogNote(.warning, words))]
        }
        remaining.insert(step, at: 0)
        return []
    }

    // MARK: By which network texts leave (RULE 64)

    /// A modem that is bound to packets (0) or circuits (1) loses its texts where those do not take them. It may use the
    /// other too, after the one that was set (2, 3; 3GPP TS 27.007 §10.1.21).
    mutating func messageDomainTaken(_ answer: CommandAnswer) {
        let response = answer.lines.lazy.compactMap(InformationResponse.init(line:)).first
        guard answer.isOK, let current = response?[0].integer else { return }
        let wanted = facts.profile.messageDomain ?? [0: 2, 1: 3][current] ?? current
        facts.messageDomain = wanted
        if wanted != current { remaining.insert(.messageDomainSet(wanted), at: 0) }
    }
}
