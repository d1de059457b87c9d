import Foundation

/// What is to be measured, and how.
struct Options {
    enum Subject {
        case replies
        case idle(minutes: Double)
        case recovery
        case fleet
    }

    static let usage = """
        USAGE: reply-latency [SUBJECT] [--programs DIR] [--rounds N]

        Measures the programs as they are shipped against simulated modems, and prints figures.

          replies    what a caller and an owner feel: from the end of a call to its text, and so on (30 rounds)
          recovery   back in service after a hang, a restart, a replug (9 rounds of half a minute, at once)
          fleet      sixteen modems beside one: 100 calls and 100 texts each (--rounds: how many of each)
          idle       what a box costs while nobody rings, in ten minutes; the same as --idle 10

          --programs DIR   where catchline and catchline-simulator are; .build/release if nothing is said
          --idle MINUTES
          -h, --help
        """

    var subject = Subject.replies
    var programs = URL(fileURLWithPath: ".build/release")
    var rounds: Int?
    var wantsHelp = false

    init(_ arguments: some Sequence<String>) throws {
        var rest = Array(arguments)[...]
        while let word = rest.popFirst() {
            switch word {
            case "-h", "--help": wantsHelp = true
            case "replies": subject = .replies
            case "recovery": subject = .recovery
            case "fleet": subject = .fleet
            case "idle": subject = .idle(minutes: 10)
            case "--idle": subject = .idle(minutes: try Self.number(after: word, &rest))
            case "--rounds": rounds = max(1, Int(try Self.number(after: word, &rest)))
            case "--programs":
                guard let path = rest.popFirst() else { throw Failure("--programs wants a directory") }
                programs = URL(fileURLWithPath: path)
            default: throw Failure("\(word) is not understood.\n\n\(Self.usage)")
            }
        }
    }

    private static func number(after word: String, _ rest: inout ArraySlice<String>) throws -> Double {
        guard let text = rest.popFirst(), let number = Double(text), (0...100_000).contains(number) else {
            throw Failure("\(word) wants a number")
        }
        return number
    }
}
