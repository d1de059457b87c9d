import Foundation
import SMSCodec
import Testing
import WebInbox

@testable import catchline

/// `pdu encode` and `pdu decode`, a line in and a line out.
@Suite struct PDUResponderTests {
    private let responder = PDUResponder(defaultOperation: .decode)

    @Test(arguments: PDUVectors.vectors)
    func `A PDU is told by the keys of the contract`(_ vector: JSONValue) throws {
        let answer = try decoded(vector)
        let fields = vector["fields"]

        #expect(answer["id"] == vector["id"])
        #expect(answer["kind"] == vector["direction"])
        let told = [
            "smsc", "addr", "mr", "pid", "dcs", "udh", "text", "scts", "dt", "vp", "status", "concat",
            "ports",
        ]
        for name in told where fields.names.contains(name) {
            #expect(answer[name] == fields[name], "\(name)")
        }
        #expect(answer["status_class"] == fields["status_class"])
        #expect(answer["class"] == fields["dcs_info"]["class"])
        let headersAndForms = ["udhi", "vpf"]
        for flag in fields["flags"].names where !headersAndForms.contains(flag) {
            #expect(answer[flag] == fields["flags"][flag], "\(flag)")
        }
    }

    /// What others wrote in another way than the standard asks for, the second time is as the first.
    @Test(arguments: PDUVectors.vectors)
    func `An answer is a request for the same PDU`(_ vector: JSONValue) throws {
        let answer = try decoded(vector)
        let written = try #require(try encoded(answer)["pdu"].string)
        let again = try decoded(
            .object(["id": vector["id"], "direction": vector["direction"], "pdu": .text(written)]))

        #expect(again == answer)
    }

    @Test(arguments: [
        (#"{"id":1,"op":"encode","kind":"submit","text":"hi","data":"00"}"#, "text or data, not both"),
        (
            #"{"id":1,"op":"encode","kind":"status-report","dcs":4,"data":""#
                + String(repeating: "00", count: 140)
                + #"","pi":7,"addr":{"number":"12345678901234567890"}}"#,
            "164 is the most"
        ),
    ])
    func `What no PDU can say is refused with its reason`(_ line: String, _ reason: String) throws {
        #expect(try answer(toLine: line)["error"].string?.hasSuffix(reason) == true)
    }

    @Test(arguments: PDUVectors.malformed)
    func `A PDU that cannot be read gets an error, and never no answer`(_ malformed: JSONValue) throws {
        let answer = try answer(
            .object([
                "id": malformed["id"], "op": .text("decode"), "direction": malformed["direction"],
                "pdu": malformed["pdu"],
            ]))

        #expect(answer["id"] == malformed["id"])
        #expect((answer["error"] != .null) == (malformed["expect"] == .text("reject")))
    }

    @Test(arguments: [
        "", " ", "null", "[1]", "\"x\"", "1", "not json", #"{"id":1"#, "\u{0}", #"{"id":NaN,"pdu":"00"}"#,
        #"{"id":1e400}{}"#,
        String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000),
        String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000),
    ])
    func `A line that is no request is answered without an id`(line: String) throws {
        let answer = try answer(toLine: line)

        #expect(answer["id"] == .null)
        #expect(answer["error"].string?.isEmpty == false)
    }

    @Test(arguments: [
        #"{"id":7}"#, #"{"id":7,"op":"fly"}"#, #"{"id":7,"pdu":5}"#, #"{"id":7,"direction":"up","pdu":"00"}"#,
        #"{"id":7,"pdu":"0G"}"#, #"{"id":7,"op":"encode"}"#, #"{"id":7,"op":"encode","kind":"command"}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"123456789012345678901"}}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"12x"}}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"1","ton":8}}"#,
        #"{"id":7,"op":"encode","kind":"submit","dcs":256}"#,
        #"{"id":7,"op":"encode","kind":"submit","mr":-1}"#,
        #"{"id":7,"op":"encode","kind":"submit","rd":2}"#,
        #"{"id":7,"op":"encode","kind":"submit","text":"💧"}"#,
        #"{"id":7,"op":"encode","kind":"submit","dcs":4,"data":"0"}"#,
        #"{"id":7,"op":"encode","kind":"submit","vp":{"format":"enhanced","raw":"00"}}"#,
        #"{"id":7,"op":"encode","kind":"deliver","scts":{"iso":"2026-02-30T23:59:59","tz":4}}"#,
        #"{"id":7,"op":"encode","kind":"deliver","scts":{"iso":"2100-01-01T00:00:00","tz":4}}"#,
    ])
    func `What no PDU can say is refused under the id of the request`(line: String) throws {
        let answer = try answer(toLine: line)

        #expect(answer["id"] == .integer(7))
        #expect(answer.names == ["error", "id"])
    }

    @Test(arguments: [
        #""a""#, #""\ud83d\ude00 \"\\ \u0000""#, "0", "-1", "1.5", "0.1", "9223372036854775807", "true",
        "false", "null",
        "[]", "{}", "[1,[null,\"a\"]]", #"{"a":{"b":[1,2.5]},"c":null}"#,
    ])
    func `The id comes back as it was, of whatever kind`(id: String) throws {
        let expected = try JSONDecoder().decode(JSONValue.self, from: Data(id.utf8))

        #expect(try answer(toLine: #"{"id":\#(id),"pdu":"00"}"#)["id"] == expected)
        #expect(
            try answer(toLine: #"{"id":\#(id),"pdu":"0004039121F300006211021214600004D4F29C0E"}"#)["id"]
                == expected)
    }

    @Test(arguments: ["18446744073709551616", "12345678901234567890123456789012345678"])
    func `A large number as id keeps its digits`(id: String) {
        let answer = String(
            decoding: octets(answering: Array(#"{"id":\#(id),"pdu":"00"}"#.utf8)), as: UTF8.self)

        #expect(answer.hasPrefix(#"{"id":\#(id),"#))
    }

    @Test func `An id that nests deeply comes back, and one that nests too deeply is answered`() throws {
        for depth in [100, 500, 600, 100_000] {
            let id = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            let line = #"{"id":\#(id),"pdu":"00"}"#
            let answer = String(decoding: octets(answering: Array(line.utf8)), as: UTF8.self)

            #expect(answer.hasPrefix(depth < 512 ? #"{"id":\#(id),"error":"# : #"{"id":null,"error":"#))
        }
    }

    @Test(
        arguments: [
            [0xFF, 0xFE], Array(#"{"id":1,"pdu":""#.utf8) + [0xFF] + Array(#""}"#.utf8),
            [0x00, 0x7B, 0x00, 0x7D],
            [0xEF, 0xBB, 0xBF] + Array("{}".utf8), Array(#"{"id":"\ud83d","pdu":"00"}"#.utf8),
        ] as [[UInt8]])
    func `Octets that are no text of any kind are answered`(line: [UInt8]) throws {
        let answer = try JSONDecoder().decode(JSONValue.self, from: Data(octets(answering: line)))

        #expect(answer["error"].string?.isEmpty == false)
    }

    @Test(arguments: [("0", 0), ("000", 1), ("0004G4", 2), ("00 04", 1), ("0004é0", 2), ("00\n04", 1)])
    func `What is not hexadecimal is told by its octet`(hex: String, octet: Int) throws {
        let line = try JSONEncoder().encode(JSONValue.object(["id": .integer(1), "pdu": .text(hex)]))
        let answer = try JSONDecoder().decode(JSONValue.self, from: Data(octets(answering: Array(line))))

        #expect(answer["error"] == .text("PDU at octet \(octet): not pairs of hexadecimal digits"))
    }

    @Test func `Of two members of one name one is taken`() throws {
        let pdu = "0004039121F300006211021214600004D4F29C0E"
        let answer = try answer(toLine: #"{"id":1,"id":2,"pdu":"\#(pdu)","pdu":"\#(pdu)"}"#)

        #expect(answer["text"] == .text("Test"))
    }

    @Test func `A line end of another system belongs to the line`() throws {
        #expect(
            try answer(toLine: "{\"id\":1,\"pdu\":\"0004039121F300006211021214600004D4F29C0E\"}\r")["text"]
                == .text("Test"))
    }

    @Test func `A line that is too long is answered like any other`() throws {
        let octets = responder.answer(to: .tooLong)
        let answer = try JSONDecoder().decode(JSONValue.self, from: Data(octets))

        #expect(answer["id"] == .null)
        #expect(answer.names == ["error", "id"])
    }

    @Test(
        arguments: [
            ("submit", "mo", "0001000391 21F3 0000 00", ["mr", "rd", "rp", "srr", "vp"]),
            ("deliver", "mt", "0004039121F300006211021214600000", ["lp", "mms", "rp", "scts", "sri"]),
            (
                "status-report", "mt", "00062A039121F3621102121460006211021214600000",
                ["dt", "lp", "mms", "mr", "pi", "scts", "srq", "status", "status_class"]
            ),
            ("deliver-report", "mo", "0000D300", ["fcs", "pi"]),
            ("submit-report", "mt", "0001C00062110212146000", ["fcs", "pi", "scts"]),
            ("command", "mo", "00220500022A0B916407281553F802AABB", ["ct", "mn", "mr", "srr"]),
        ] as [(String, String, String, [String])])
    func `Every key is there whatever it holds`(
        kind: String, direction: String, pdu: String, own: [String]
    ) throws {
        let hex = pdu.filter { $0 != " " }
        let answer = try answer(toLine: #"{"id":1,"direction":"\#(direction)","pdu":"\#(hex)"}"#)
        let common = [
            "class", "compressed", "concat", "data", "dcs", "id", "kind", "pid", "ports", "smsc", "text",
            "udh",
        ]
        let addressed = ["deliver-report", "submit-report"].contains(kind) ? [] : ["addr"]

        #expect(answer["kind"] == .text(kind))
        #expect(answer.names == (common + addressed + own).sorted())
    }

    @Test func `Bits are taken as numbers and as truth`() throws {
        let start = #"{"id":1,"op":"encode","kind":"submit","addr":{"number":"1","ton":1,"npi":1},"text":"a""#
        let numbers = try answer(toLine: start + #","rd":1,"srr":1,"rp":0}"#)
        let truth = try answer(toLine: start + #","rd":true,"srr":true,"rp":false,"udh":null,"vp":null}"#)

        #expect(numbers["pdu"] == .text("0025000191F100000161"))
        #expect(truth == numbers)
    }

    @Test func `An answer is one line, whatever the text has in it`() throws {
        let line = #"{"id":"a\u2028b","op":"encode","kind":"submit","dcs":8,"text":"a\nb\u0085\u2029"}"#
        let octets = self.octets(answering: Array(line.utf8))
        let hex = try #require(try JSONDecoder().decode(JSONValue.self, from: Data(octets))["pdu"].string)
        let back = self.octets(answering: Array(#"{"id":1,"direction":"mo","pdu":"\#(hex)"}"#.utf8))

        for answer in [octets, back] {
            let text = String(decoding: answer, as: UTF8.self)
            #expect(text.unicodeScalars.filter { $0.properties.isWhitespace && $0 != " " } == ["\n"])
        }
    }

    private func decoded(_ vector: JSONValue) throws -> JSONValue {
        let isOutgoing = vector["direction"] == .text("submit")
        return try answer(
            .object([
                "id": vector["id"], "op": .text("decode"), "direction": .text(isOutgoing ? "mo" : "mt"),
                "pdu": vector["pdu"],
            ]))
    }

    private func encoded(_ answer: JSONValue) throws -> JSONValue {
        guard case .object(var members) = answer else { return .null }
        members["op"] = .text("encode")
        return try self.answer(.object(members))
    }

    private func answer(_ request: JSONValue) throws -> JSONValue {
        let line = try JSONEncoder().encode(request)
        return try JSONDecoder().decode(JSONValue.self, from: Data(octets(answering: Array(line))))
    }

    private func octets(answering line: [UInt8]) -> [UInt8] {
        responder.answer(to: .whole(line))
    }

    private func answer(toLine line: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(octets(answering: Array(line.utf8))))
    }
}
