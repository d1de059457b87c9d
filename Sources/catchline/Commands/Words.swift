import ArgumentParser
import ReplyEngine
import SMSCodec

struct Words: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look at the words before they are sent.",
        discussion: """
            EXAMPLES
              catchline words check "Désolé, j'arrive à 16h"
              catchline words check --json "On my way"
            """,
        subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How many texts the words take, and what makes them dear.",
            discussion: """
                Tables of other languages are used as sms.national_tables says, if there is a box here.

                EXAMPLES
                  catchline words check "Désolé, j'arrive à 16h"
                  catchline words check --json "On my way"
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The words.")
        var text: String

        func run() throws {
            // Words can be checked anywhere: where there is no box to be read, the standards hold.
            let settings = Settings((try? global.storedSettings()) ?? [:])
            let languages = NationalLanguage.named(settings.nationalTables)
            let report = WordsReport(Segmentation(text, allowing: languages))
            if global.json {
                try Console.standard.print(json: report)
            } else {
                Console.standard.print(lines: report.lines)
            }
        }
    }
}
