import ReplyEngine
import SMSCodec
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

/// `sms.national_tables`, from the setting to the PDU.
@Suite struct NationalTablesTests {
    private static let words = "Müşteri şimdi arıyor"

    @Test func `The setting knows just the languages that have tables`() throws {
        let definition = SettingDefinition.of(.smsNationalTables)
        let names = NationalLanguage.allCases.map(\.name)

        #expect(definition.kind == .someOf(names))
        #expect(definition.standard == "none")
        #expect(NationalLanguage.named(Settings().nationalTables).isEmpty)
        #expect(NationalLanguage.named(names + ["klingon"]) == Set(NationalLanguage.allCases))
    }

    @Test(arguments: [
        (nil, [UInt8](), DataCodingScheme.ucs2), ("spanish", [], .ucs2), ("spanish,turkish", [0x24], .gsm7),
    ])
    func `A text goes out in tables that are allowed, and in no others`(
        _ allowed: String?, _ elements: [UInt8], _ scheme: DataCodingScheme
    ) throws {
        var bench = try Bench(settings: ["sms.national_tables": allowed])
        bench.start()
        _ = try bench.store.queueMessage(
            number: Bench.grace, text: Self.words, origin: .human, at: bench.now)

        let requests = bench.outboxChanged()

        let pdus = requests.compactMap { request in
            if case .submit(let submission) = request { submission.pdu } else { nil }
        }
        let octets = try #require(HexOctets.decode(pdus.first ?? ""))
        let submit = try OutgoingPDU(decoding: octets).submit
        #expect(submit.dataCodingScheme == scheme)
        #expect(submit.userData.header?.elements.map(\.identifier) ?? [] == elements)
        #expect(submit.userData.text(in: scheme) == Self.words)
        let message = try #require(try bench.store.reader.messages().first)
        #expect(message.alphabet == (scheme == .gsm7 ? .gsm7 : .ucs2))
    }
}
