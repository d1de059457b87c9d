import ArgumentParser
import Foundation
import ReplyEngine
import Storage
import Telephony
import Testing
import WebInbox

@testable import catchline

@Suite struct ModemTextTests {
    private static let console = Console(isColoured: false, isUnicode: false, isInteractive: false)
    private static let texts = Texts(
        settings: Settings(["business.country": "GB"]), now: Date(timeIntervalSince1970: 1_795_183_331))

    private static func decoded<Value: Decodable>(_ json: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(json.utf8))
    }

    private static let modem = """
        {"id":"imei:490154203237518","line":"sim:8944110068256270054","target":"/dev/ttyUSB2","state":"ready",\
        "manufacturer":"SIMCOM","model":"A7682E","firmware":null,"imei":"490154203237518","iccid":null,"imsi":null,\
        "own_number":"+447700900555","operator":"EE","registration":"home","signal_dbm":-79,\
        "storage":{"name":"SM","used":2,"total":20},"profile":"SIMCom 4G","service_centre":"+447958879879"}
        """

    @Test func `A modem is told of, with what is not known`() throws {
        let text = ModemText(texts: Self.texts, console: Self.console)
        let lines = text.info(try Self.decoded(Self.modem))
        #expect(lines.contains("Modem           SIMCOM A7682E"))
        #expect(lines.contains("Firmware        not known"))
        #expect(lines.contains("Profile         SIMCom 4G"))
        #expect(lines.contains("Own number      07700 900555"))
        #expect(lines.contains("Storage         SM, 2 of 20"))
        #expect(lines.contains("Service centre  07958 879879"))
    }

    @Test func `Modems are listed, and their signal told`() throws {
        let text = ModemText(texts: Self.texts, console: Self.console)
        #expect(text.list([]) == ["No modem was found."])
        #expect(
            text.list([try Self.decoded(Self.modem)]) == [
                "/dev/ttyUSB2  A7682E  ready  EE  imei:490154203237518"
            ])
        #expect(text.signal(try Self.decoded(Self.modem)) == "|||_ strong, -79 dBm, EE, home")
    }

    @Test func `What the network says cannot steer the terminal`() throws {
        let reply: USSDReply = try Self.decoded(
            #"{"modem":"imei:1","text":"1 Balance\n2 \u001b[2Jmore\u0007\u202e","wants_answer":false}"#)
        #expect(ModemText.lines(of: reply) == ["1 Balance", "2  [2Jmore \u{FFFD}"])
        let empty: USSDReply = try Self.decoded(#"{"modem":"imei:1","text":"","wants_answer":false}"#)
        #expect(ModemText.lines(of: empty).count == 1)
    }

    @Test func `Diverts are told in words, and what was can be put back`() throws {
        let choice = try ModemOption.parse(["--modem", "/dev/ttyUSB2"])
        let report: DivertChangeReport = try Self.decoded(
            """
            {"before":[{"reason":"no_answer","active":true,"number":"+447700900999","after":15},
              {"reason":"busy","active":true,"number":"121","after":null},
              {"reason":"unreachable","active":null,"number":null,"after":null}],
             "after":[{"reason":"no_answer","active":false,"number":null,"after":null},
              {"reason":"busy","active":true,"number":"121","after":null},
              {"reason":"unreachable","active":null,"number":null,"after":null}]}
            """)
        let text = DivertText(texts: Self.texts)
        #expect(
            text.lines(report.before) == [
                "no answer    to 07700 900999 after 15 s", "busy         to 121",
                "unreachable  the network does not say",
            ])
        #expect(
            text.change(report, of: choice) == [
                "no answer    off", "busy         to 121", "unreachable  the network does not say",
                "To put back what was:",
                "  catchline modem divert set no-answer +447700900999 --after 15 --modem /dev/ttyUSB2",
            ])
    }

    @Test func `The codes for a phone stand below each other`() {
        let codes = [DivertReason.noReply, .busy].map {
            DivertCodesReport(DivertCodes($0, to: "+447700900555", after: .standard))
        }
        #expect(
            DivertText.codes(codes).dropFirst().dropLast() == [
                "when       to divert                  to stop  to look",
                "no answer  **61*+447700900555*11*20#  ##61#    *#61#",
                "busy       **67*+447700900555*11#     ##67#    *#67#",
            ])
    }
}
