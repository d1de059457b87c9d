import ArgumentParser
import Storage
import WebInbox

struct Setup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say who you are; then missed calls are texted back.",
        discussion: """
            Asks on a terminal; with --yes it takes the options alone. Run again it changes what is given. Works with the
            daemon running or stopped.

            EXAMPLES
              catchline setup
              catchline setup --yes --company "Hartley Plumbing" --owner-name Dan --owner 07700900123 --country GB --mode box
              catchline setup --restore /media/usb/catchline.backup
            """)

    @OptionGroup var global: GlobalOptions

    @Flag(name: .long, help: "Ask nothing.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("The business, as callers know it.", valueName: "name"))
    var company: String?

    @Option(name: .long, help: ArgumentHelp("Your first name, as callers know it.", valueName: "name"))
    var ownerName: String?

    @Option(name: .long, help: ArgumentHelp("Your own mobile.", valueName: "number"))
    var owner: String?

    @Option(name: .long, help: ArgumentHelp("Two letters, such as GB.", valueName: "cc"))
    var country: String?

    @Option(name: .long, help: "box, divert or twin.")
    var mode: String?

    @Option(name: .long, help: ArgumentHelp("Language of the words.", valueName: "ll"))
    var language: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Take everything from a backup; the daemon is stopped.", valueName: "file"),
        completion: .file())
    var restore: String?

    func validate() throws {
        let answers = [company, ownerName, owner, country, mode, language]
        guard restore == nil || (!yes && answers.allSatisfy { $0 == nil }) else {
            throw ValidationError("--restore takes everything from the backup: leave the other options out.")
        }
    }

    func run() async throws {
        if let restore { return try BackupRestoration(global: global, file: restore).run() }
        let box = try await SettableBox(try global.dataDirectory())
        var answers = SetUpAnswers(
            company: company, ownerName: ownerName, owner: owner, country: country, mode: mode,
            language: language)
        if !yes {
            guard Console.standard.isInteractive else { throw Self.noTerminal }
            let known: SetUpReport = try await box.send(.get("setup")).decoded()
            answers = try await Wizard(box: box, console: .standard, given: answers).ask(known: known)
        }
        let report: SetUpReport = try await box.send(.post("setup", answers)).decoded()
        if global.json {
            try Console.standard.print(json: report)
        } else {
            Console.standard.print(
                lines: SetUpText(texts: try global.texts(), startCommand: box.startCommand).lines(report).map
                {
                    NextCommand.at(global.data, $0)
                })
        }
    }

    private static let noTerminal = CommandFailure(
        what: "Nothing was changed.", why: "There is no terminal to ask on, and --yes was not given.",
        next:
            "catchline setup --yes --company NAME --owner-name NAME --owner NUMBER --country CC --mode box|divert|twin",
        exitStatus: ExitStatus.usage)
}

/// What `setup` tells the box; what is nil stays as it is.
struct SetUpAnswers: Encodable, Equatable {
    var company: String?
    var ownerName: String?
    var owner: String?
    var country: String?
    var mode: String?
    var language: String?
    /// Check, and keep nothing.
    var isDryRun = false

    private enum CodingKeys: String, CodingKey {
        case company, owner, country, mode, language
        case ownerName = "owner_name"
        case isDryRun = "dry_run"
    }
}
