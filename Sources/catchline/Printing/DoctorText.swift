import WebInbox

/// The checks for a person.
struct DoctorText {
    let ink: Ink

    func lines(_ checks: [DoctorCheck]) -> [String] {
        checks.flatMap(lines) + [summary(checks)]
    }

    private func lines(_ check: DoctorCheck) -> [String] {
        let line = "\(mark(check.state))  \(check.check.padded(8)) \(check.text.printable)"
        guard check.state != .ok, let fix = check.fix else { return [line] }
        return [line, "      Fix: \(fix)"]
    }

    private func mark(_ state: DoctorCheck.State) -> String {
        let text = state.rawValue.padded(4)
        switch state {
        case .ok: return ink.good(text)
        case .warn: return ink.warning(text)
        case .fail: return ink.bad(text)
        }
    }

    private func summary(_ checks: [DoctorCheck]) -> String {
        let warned = checks.filter { $0.state == .warn }.count
        let failed = checks.filter { $0.state == .fail }.count
        if failed > 0 { return "\(failed) broken" + (warned > 0 ? ", \(warned) to look at." : ".") }
        return warned > 0 ? "\(warned) to look at, nothing broken." : "Everything works."
    }
}
