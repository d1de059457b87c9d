import Foundation
import Hummingbird
import Storage
import Synchronization
import Telephony
import Testing

@testable import WebInbox

@Suite struct ModemsAPITests {
    /// What was asked, and what is answered.
    private final class Modems: Sendable {
        private let asked = Mutex<[(question: LineQuestion, target: String)]>([])
        private let answer: @Sendable (LineQuestion) -> LineAnswer

        init(_ answer: @escaping @Sendable (LineQuestion) -> LineAnswer) {
            self.answer = answer
        }

        var control: LineControl {
            LineControl { question, target in
                self.asked.withLock { $0.append((question, target)) }
                return self.answer(question)
            }
        }

        var questions: [LineQuestion] { asked.withLock { $0.map(\.question) } }
        var targets: [String] { asked.withLock { $0.map(\.target) } }
    }

    private static func modem(_ target: String, imei: String?, state: ModemState = .ready) -> LineStatus {
        var status = BoxUnderTest.modem(state)
        status.target = target
        status.identity.imei = imei
        status.id = ModemID(imei: imei, target: target)
        return status
    }

    private static let two = [
        modem("/dev/ttyUSB2", imei: "490154203237518"), modem("/dev/ttyUSB5", imei: nil),
    ]

    private static func box(
        _ modems: Modems, statuses: [LineStatus] = [BoxUnderTest.modem()]
    ) async throws -> BoxUnderTest {
        let box = try BoxUnderTest(statuses: statuses, lines: modems.control)
        try await box.setUp()
        return box
    }

    // MARK: Which modem

    @Test func `With one modem it need not be named`() async throws {
        let modems = Modems { _ in .done }
        let box = try await Self.box(modems)
        #expect(try await box.post("modems/reset", "{}").status == 200)
        #expect(modems.targets == ["/dev/ttyUSB2"])
    }

    @Test func `With several the error lists them, and nothing is asked`() async throws {
        let modems = Modems { _ in .done }
        let box = try await Self.box(modems, statuses: Self.two)
        let answer = try await box.post("modems/reset", "{}")
        #expect(answer.status == 400)
        #expect(
            answer["why"]
                == .text("There are /dev/ttyUSB2 (imei:490154203237518), /dev/ttyUSB5 (target:/dev/ttyUSB5).")
        )
        #expect(modems.questions.isEmpty)
    }

    @Test(arguments: ["imei:490154203237518", "490154203237518", "/dev/ttyUSB2"])
    func `A modem is named by its identity, its IMEI or its target`(name: String) async throws {
        let modems = Modems { _ in .done }
        let box = try await Self.box(modems, statuses: Self.two)
        #expect(try await box.post("modems/reset", "{\"modem\":\"\(name)\"}").status == 200)
        #expect(modems.targets == ["/dev/ttyUSB2"])
    }

    @Test func `A stick that is gone leaves no choice to make`() async throws {
        let modems = Modems { _ in .done }
        let statuses = Self.two + [Self.modem("/dev/ttyUSB9", imei: nil, state: .gone)]
        let one = try await Self.box(modems, statuses: Array(statuses.suffix(2)))
        #expect(try await one.post("modems/reset", "{}").status == 200)
        #expect(modems.targets == ["/dev/ttyUSB5"])
    }

    @Test func `A modem that is not there is not found, and none at all is trouble`() async throws {
        let modems = Modems { _ in .done }
        #expect(try await Self.box(modems).post("modems/reset", "{\"modem\":\"x\"}").status == 404)
        #expect(try await Self.box(modems, statuses: []).post("modems/reset", "{}").status == 503)
    }

    // MARK: A device that is in no table

    private static func stranger(_ target: String, imei: String?) -> LineStatus {
        var status = modem(target, imei: imei, state: .needsYes)
        status.stranger = StrangeDevice(USBID(0x0403, 0x6001), imei: imei, socket: "1-4")
        return status
    }

    private static let one = stranger("/dev/ttyUSB7", imei: "356938035643809")

    @Test(arguments: [
        "{}", #"{"modem":"/dev/ttyUSB7"}"#, #"{"modem":"imei:356938035643809"}"#,
        #"{"modem":"356938035643809"}"#,
    ])
    func `A person's yes is kept with the settings, once`(body: String) async throws {
        let box = try await Self.box(Modems { _ in .done }, statuses: Self.two + [Self.one])
        #expect(try await box.post("modems/allow", body).status == 200)
        #expect(try await box.post("modems/allow", body).status == 200)
        #expect(try box.store.reader.settings()["modem.allow"] == "0403:6001/356938035643809")
    }

    @Test func `A second yes takes nothing from the first`() async throws {
        let other = Self.stranger("/dev/ttyUSB8", imei: nil)
        let box = try await Self.box(Modems { _ in .done }, statuses: [Self.one, other])
        #expect(try await box.post("modems/allow", "{}").status == 400)
        for name in ["/dev/ttyUSB7", "/dev/ttyUSB8"] {
            #expect(try await box.post("modems/allow", #"{"modem":"\#(name)"}"#).status == 200)
        }
        #expect(
            try box.store.reader.settings()["modem.allow"] == "0403:6001/356938035643809,0403:6001@1-4")
    }

    @Test(arguments: ["{}", #"{"modem":"/dev/ttyUSB2"}"#])
    func `Where nothing waits for a yes there is none to give`(body: String) async throws {
        let box = try await Self.box(Modems { _ in .done }, statuses: Self.two)
        let answer = try await box.post("modems/allow", body)
        #expect(answer.status == 409)
        #expect(answer["code"] == .text("no_stranger"))
        #expect(try box.store.reader.settings()["modem.allow"] == nil)
    }

    @Test func `A device that waits for a yes is no choice where another modem is asked`() async throws {
        let modems = Modems { _ in .done }
        let box = try await Self.box(modems, statuses: [BoxUnderTest.modem(), Self.one])
        #expect(try await box.post("modems/reset", "{}").status == 200)
        #expect(modems.targets == ["/dev/ttyUSB2"])
    }

    // MARK: USSD

    @Test func `A service code is answered with words, and whether an answer is wanted`() async throws {
        let modems = Modems { _ in .service(ServiceReply(text: "1 Balance\n2 <b>\u{7}", wantsAnswer: true)) }
        let box = try await Self.box(modems)
        let answer = try await box.post("modems/ussd", "{\"code\":\"*100#\"}")
        #expect(modems.questions == [.service("*100#")])
        #expect(answer["text"] == .text("1 Balance\n2 <b>\u{7}"))
        #expect(answer["wants_answer"] == .flag(true))
        #expect(try await box.ask(.delete, "modems/ussd", "{}").status == 503)
    }

    @Test(arguments: [
        (LineTrouble.notReady(.gone), 503, "not_ready"), (.noNetwork, 503, "no_network"),
        (.busy, 409, "busy"),
        (.noAnswer, 503, "no_answer"), (.interrupted, 503, "interrupted"),
        (.refused("ERROR"), 503, "refused"),
        (.unsuitable("No."), 400, "unsuitable"), (.notSupportedByNetwork, 503, "not_supported"),
        (.endedByNetwork, 503, "ended"), (.stopping, 503, "stopping"), (.notKnown, 503, "not_known"),
    ])
    func `Trouble has a status and a word`(trouble: LineTrouble, status: Int, code: String) async throws {
        let box = try await Self.box(Modems { _ in .trouble(trouble) })
        let answer = try await box.post("modems/ussd", "{\"code\":\"*100#\"}")
        #expect(answer.status == status)
        #expect(answer["code"] == .text(code))
    }

    // MARK: Diverts

    @Test func `A divert is set to the number that was meant, with a time where it has one`() async throws {
        let modems = Modems { _ in .divertsChanged(before: [], after: []) }
        let box = try await Self.box(modems)
        let path = "modems/divert"
        _ = try await box.ask(.put, path, #"{"reason":"no-answer","number":"07700 900999","after":15}"#)
        _ = try await box.ask(.put, path, #"{"reason":"no_answer","number":"07700 900999"}"#)
        _ = try await box.ask(.put, path, #"{"reason":"busy","number":"07700 900999"}"#)
        _ = try await box.ask(.delete, path, #"{"reason":"voicemail"}"#)
        #expect(
            modems.questions == [
                .setDivert(.noReply, to: "+447700900999", after: DivertTime(seconds: 15)),
                .setDivert(.noReply, to: "+447700900999", after: .standard),
                .setDivert(.busy, to: "+447700900999", after: nil), .clearDivert(.conditional),
            ])
    }

    @Test(arguments: [
        (#"{"reason":"never","number":"07700 900999"}"#, 400), (#"{"number":"07700 900999"}"#, 400),
        (#"{"reason":"busy","number":"call me"}"#, 400), (#"{"reason":"busy","number":"1\r2"}"#, 400),
        (#"{"reason":"busy","number":"07700900999\u001a"}"#, 400), (#"{"reason":"busy"}"#, 400),
        (#"{"reason":"busy","number":"09098790000"}"#, 409),
        (#"{"reason":"no-answer","number":"07700 900999","after":12}"#, 400),
        (#"{"reason":"no-answer","number":"07700 900999","after":35}"#, 400),
        (#"{"reason":"busy","number":"07700 900999","after":20}"#, 400),
        (#"{"reason":"no-answer","number":"07700 900999","after":"20"}"#, 400),
    ])
    func `A divert that makes no sense is not asked for`(body: String, status: Int) async throws {
        let modems = Modems { _ in .divertsChanged(before: [], after: []) }
        let box = try await Self.box(modems)
        #expect(try await box.ask(.put, "modems/divert", body).status == status)
        #expect(modems.questions.isEmpty)
    }

    @Test func `Diverts are told with every key, and numbers as the world has them`() async throws {
        let number = NetworkNumber(digits: "07700900999", typeOfAddress: 129)
        let box = try await Self.box(
            Modems { _ in
                .diverts([
                    CallDivert(reason: .noReply, isActive: true, number: number, seconds: 20),
                    CallDivert(reason: .busy, isActive: nil),
                ])
            })
        let answer = try await box.get("modems/divert")
        #expect(
            answer.body
                == #"[{"active":true,"after":20,"number":"+447700900999","reason":"no_answer"},"#
                + #"{"active":null,"after":null,"number":null,"reason":"busy"}]"#)
    }

    // MARK: Commands, info

    @Test func `A command goes to the modem when a person says yes, and not before`() async throws {
        let modems = Modems { _ in .lines(["+CSQ: 20,99"], result: "OK") }
        let box = try await Self.box(modems)
        #expect(try await box.post("modems/command", #"{"line":"AT+CSQ"}"#).status == 400)
        #expect(modems.questions.isEmpty)
        let answer = try await box.post("modems/command", #"{"line":"AT+CSQ","yes":true}"#)
        #expect(answer["lines"] == .list([.text("+CSQ: 20,99")]))
        #expect(answer["result"] == .text("OK"))
        #expect(modems.questions == [.command("AT+CSQ")])
    }

    @Test func `A modem is told of with its family, also one that cannot be asked`() async throws {
        let details = ModemDetails(profile: "Huawei", serviceCentre: "+447958879879")
        let known = try await Self.box(Modems { _ in .details(details) }).get("modems/info")
        #expect(known["profile"] == .text("Huawei"))
        #expect(known["service_centre"] == .text("+447958879879"))
        #expect(known["target"] == .text("/dev/ttyUSB2"))
        let unknown = try await Self.box(Modems { _ in .trouble(.notReady(.gone)) }).get("modems/info")
        #expect(unknown.status == 200)
        #expect(unknown["profile"] == .null)
        #expect(unknown["model"] == .text("SIM7600E"))
    }

    @Test func `All modems are listed`() async throws {
        let box = try await Self.box(Modems { _ in .done }, statuses: Self.two)
        let answer = try await box.get("modems")
        #expect(answer.count == 2)
        #expect(try await box.get("modems/one?modem=/dev/ttyUSB5")["target"] == .text("/dev/ttyUSB5"))
    }
}
