/// The way from the API to a modem, for what is no row. It is filled by who knows the modems.
package struct LineControl: Sendable {
    /// Asks the modem at `target`. There is one answer, at the latest after `LineQuestion.longestWait`.
    package var ask: @Sendable (_ question: LineQuestion, _ target: String) async -> LineAnswer

    package init(ask: @escaping @Sendable (_ question: LineQuestion, _ target: String) async -> LineAnswer) {
        self.ask = ask
    }

    /// A box without a modem that could be asked.
    package static let none = LineControl { _, _ in .trouble(.notReady(.gone)) }
}

extension LineControl {
    package func service(_ text: String, at target: String) async throws(LineTrouble) -> ServiceReply {
        try await answer(to: .service(text), at: target) {
            if case .service(let reply) = $0 { reply } else { nil }
        }
    }

    package func diverts(at target: String) async throws(LineTrouble) -> [CallDivert] {
        try await answer(to: .diverts, at: target) {
            if case .diverts(let diverts) = $0 { diverts } else { nil }
        }
    }

    /// Sets or clears; tells how it was and how it is.
    package func changeDiverts(
        _ question: LineQuestion, at target: String
    ) async throws(LineTrouble) -> (before: [CallDivert], after: [CallDivert]) {
        try await answer(to: question, at: target) {
            if case .divertsChanged(let before, let after) = $0 { (before, after) } else { nil }
        }
    }

    package func command(
        _ line: String, at target: String
    ) async throws(LineTrouble) -> (lines: [String], result: String) {
        try await answer(to: .command(line), at: target) {
            if case .lines(let lines, let result) = $0 { (lines, result) } else { nil }
        }
    }

    package func details(at target: String) async throws(LineTrouble) -> ModemDetails {
        try await answer(to: .details, at: target) {
            if case .details(let details) = $0 { details } else { nil }
        }
    }

    /// What is done or not, with nothing to tell.
    package func perform(_ question: LineQuestion, at target: String) async throws(LineTrouble) {
        _ = try await answer(to: question, at: target) { $0 == .done ? true : nil }
    }

    private func answer<Value>(
        to question: LineQuestion, at target: String, _ read: (LineAnswer) -> Value?
    ) async throws(LineTrouble) -> Value {
        let answer = await ask(question, target)
        if let value = read(answer) { return value }
        guard case .trouble(let trouble) = answer else { throw .interrupted }
        throw trouble
    }
}
