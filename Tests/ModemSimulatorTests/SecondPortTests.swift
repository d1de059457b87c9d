import Testing

@testable import ModemSimulator

struct SecondPortTests {
    private func told(_ announces: SimulatorSettings.Announcing, asking: Bool) -> (
        first: String, second: String
    ) {
        var settings = SimulatorSettings()
        (settings.announces, settings.baud, settings.latency) = (announces, nil, .zero)
        var modem = SimulatedModem(settings: settings)
        _ = modem.received(Array("AT+CLIP=1\r".utf8), at: .zero)
        if asking { _ = modem.receivedBeside(Array("AT+CLIP=1\r".utf8), at: .zero) }
        var (first, second) = ("", "")
        for effect in modem.perform(.call(SimulatedCall(number: "+447700900311")), at: .seconds(1)) {
            if case .send(let octets) = effect { first += String(decoding: octets, as: UTF8.self) }
            if case .sendBeside(let octets) = effect { second += String(decoding: octets, as: UTF8.self) }
        }
        return (first, second)
    }

    @Test func `What nobody has asked for is told where the settings say`() {
        #expect(told(.onFirstPort, asking: true).second == "")
        #expect(told(.onSecondPort, asking: true).first == "")
        #expect(told(.onSecondPort, asking: true).second.contains("RING"))
        let both = told(.onBothPorts, asking: true)
        #expect(both.first == both.second)
    }

    @Test func `Who calls is told to a second port that has asked for it`() {
        #expect(told(.onSecondPort, asking: true).second.contains("+CLIP: \"+447700900311\""))
        #expect(!told(.onSecondPort, asking: false).second.contains("+CLIP"))
    }
}
