import ArgumentParser
import Storage

struct ModemAllow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Say yes to a device that is in no table of modems.",
        discussion: """
            A stick that Catchline does not know by its USB id is asked who it is and nothing else, until you say that it
            is yours. The yes holds for that stick in every socket; one that tells no IMEI is known by its socket. To take
            it back: `catchline settings set modem.allow none`, and restart.

            EXAMPLES
              catchline modem allow
              catchline modem allow --modem 490154203237518
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: ModemOption

    func run() async throws {
        let modem = try await ModemClient(global, choice)
        let report: ModemReport = try await modem.send(.post("modems/allow", ModemWish(modem: choice.modem)))
            .decoded()
        if global.json { return try Console.standard.print(json: report) }
        Console.standard.print(
            "\(report.target.printable) is used from now on. See how it comes: catchline status")
    }
}
