import ArgumentParser
import Foundation
import SMSCodec

/// `catchline pdu`: the codec by itself, for scripts, other people's tests and the curious.
struct PDUCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pdu",
        abstract: "Read and write the PDUs of text messages.",
        discussion: """
            encode and decode take one JSON object a line on standard input and answer each with one line. \
            show prints one PDU field by field.

            EXAMPLES
              catchline pdu show 0004039121F300006211021214600004D4F29C0E
              catchline pdu decode < pdus.jsonl
            """,
        subcommands: [Encode.self, Decode.self, Show.self])

    struct Encode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make PDUs of fields: JSON Lines in, JSON Lines out.",
            discussion: """
                EXAMPLES
                  catchline pdu encode < fields.jsonl > pdus.jsonl
                  echo '{"id":1,"op":"encode","kind":"submit","addr":{"number":"447700900311","ton":1,"npi":1},"text":"Hi"}' | catchline pdu encode
                """)

        func run() throws {
            try PDULineServer(defaultOperation: .encode).run()
        }
    }

    struct Decode: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read PDUs: JSON Lines in, JSON Lines out.",
            discussion: """
                EXAMPLES
                  catchline pdu decode < pdus.jsonl > fields.jsonl
                  echo '{"id":1,"op":"decode","direction":"mt","pdu":"0004039121F300006211021214600004D4F29C0E"}' | catchline pdu decode
                """)

        func run() throws {
            try PDULineServer(defaultOperation: .decode).run()
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print one PDU field by field, with the offset of each octet.",
            discussion: """
                EXAMPLES
                  catchline pdu show 0004039121F300006211021214600004D4F29C0E
                  catchline pdu show --outgoing 0001000C91447700093011000002C834 --json
                """)

        @OptionGroup var global: GlobalOptions

        @Argument(help: "The service centre address and the TPDU, in hexadecimal.")
        var hex: String

        @Flag(help: "Read it as a message that leaves the phone, rather than one that reaches it.")
        var outgoing = false

        func run() throws {
            let direction = outgoing ? PDUDirection.mobileOriginated : .mobileTerminated
            do {
                if global.json {
                    print(PDUValue.object(try PDUAnswer.members(ofPDU: hex, direction)).json)
                } else {
                    let listing = PDUListing(hex: hex, direction: direction)
                    print(listing.text, terminator: "")
                    if let error = listing.error { throw error }
                }
            } catch let error as SMSDecodingError {
                throw CommandFailure(
                    what: "The PDU cannot be read.", why: "\(error).",
                    next: outgoing
                        ? "catchline pdu show --help"
                        : "catchline pdu show --outgoing, if it is to leave the phone")
            }
        }
    }
}
