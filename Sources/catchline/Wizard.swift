import Foundation
import WebInbox

/// The questions of `setup` on a terminal. Each answer is checked as it is typed, by the box itself.
struct Wizard {
    private struct Question {
        var text: String
        var hint: String
        var standard: String?
        var answer: WritableKeyPath<SetUpAnswers, String?>
    }

    let box: SettableBox
    let console: Console
    /// Answers that came as options are not asked for.
    let given: SetUpAnswers

    func ask(known: SetUpReport) async throws -> SetUpAnswers {
        console.print(
            known.isSetUp ? "Enter keeps what is in brackets." : "A few questions, and it texts back.")
        var answers = given
        for question in questions(known) where answers[keyPath: question.answer] == nil {
            answers[keyPath: question.answer] = try await answer(question, answers)
        }
        return answers
    }

    // The country comes before the number, which is read as one dialled from there.
    private func questions(_ known: SetUpReport) -> [Question] {
        [
            Question(
                text: "Name of the business", hint: "as callers know it", standard: known.company,
                answer: \.company),
            Question(
                text: "Your first name", hint: "as callers know it", standard: known.ownerName,
                answer: \.ownerName),
            Question(
                text: "Country", hint: "two letters, such as GB",
                standard: known.country ?? known.suggestedCountry ?? Self.countryOfLocale,
                answer: \.country),
            Question(
                text: "Your own mobile", hint: "each missed call from it gets a text, for tests",
                standard: known.owner,
                answer: \.owner),
            Question(
                text: "How calls reach the box",
                hint:
                    "box: the SIM that customers ring is in it; divert: your phone diverts to it; twin: it rings with you",
                standard: known.mode ?? "box", answer: \.mode),
            Question(
                text: "Language of the texts", hint: "en", standard: known.language, answer: \.language),
        ]
    }

    /// Nil where the locale is that of no country, such as `C`.
    private static var countryOfLocale: String? {
        Locale.current.region.flatMap { $0.identifier.utf8.count == 2 ? $0.identifier : nil }
    }

    /// Asks until the answer fits. Throws at the end of input.
    private func answer(_ question: Question, _ sofar: SetUpAnswers) async throws -> String {
        let standard = question.standard.map { " [\($0.printable)]" } ?? ""
        while true {
            guard let line = console.ask("\(question.text) (\(question.hint))\(standard): ") else {
                console.print("")
                throw CommandFailure(
                    what: "Nothing was changed.", why: "The answers ended early.", next: "catchline setup")
            }
            let typed = line.trimmingCharacters(in: .whitespaces)
            let text = typed.isEmpty ? question.standard ?? "" : typed
            guard let objection = try await objection(to: text, question, sofar) else { return text }
            console.print(objection)
        }
    }

    private func objection(
        to text: String, _ question: Question, _ sofar: SetUpAnswers
    ) async throws -> String? {
        if text.isEmpty { return "  An answer is needed." }
        var trial = SetUpAnswers(country: sofar.country, isDryRun: true)
        trial[keyPath: question.answer] = text
        do {
            _ = try await box.send(.post("setup", trial)).get()
            return nil
        } catch let failure as CommandFailure where failure.exitStatus == ExitStatus.usage {
            return "  " + failure.why.printable
        }
    }
}
