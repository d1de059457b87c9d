import ModemSimulator
import Testing

struct ServiceTests {
    @Test(arguments: [
        ("generic", "AT+CUSD=1,\"*100#\",15", "+CUSD: 0,\"Your balance is 12.50 GBP.\",15"),
        ("generic", "AT+CUSD=1,\"*999#\",15", "+CUSD: 4"),
        (
            "generic", "AT+CUSD=1,\"*123#\",15",
            "+CUSD: 0,\"04110430043B0430043D044100200031003500300020044004430431002E\",72"
        ),
        (
            "huawei", "AT+CUSD=1,\"AA180C3602\",15",
            "+CUSD: 0,\"D9775D0E1287D961F7B80C4ACF413199AB06031D855017\",15"
        ),
    ])
    func `A service code is answered as the family prints it`(profile: String, line: String, answer: String)
        throws
    {
        var conversation = Conversation(try #require(SimulatorProfile.named(profile)))
        #expect(conversation.ask(line) == "OK")
        #expect(conversation.pass(.seconds(1)) == answer)
    }

    @Test func `A code in the wrong form is refused`() throws {
        var huawei = Conversation(try #require(SimulatorProfile.named("huawei")))
        #expect(huawei.ask("AT+CUSD=1,\"*100#\",15") == "ERROR")
        var generic = Conversation()
        #expect(generic.ask("AT+CUSD=1,\"AA180C3602\",15") == "ERROR")
    }

    @Test func `A menu takes an answer, until it is left`() {
        var conversation = Conversation()
        _ = conversation.ask("AT+CUSD=1,\"*111#\",15")
        #expect(conversation.pass(.seconds(1)) == "+CUSD: 1,\"1 Balance/2 Own number\",15")
        _ = conversation.ask("AT+CUSD=1,\"1\",15")
        #expect(conversation.pass(.seconds(1)) == "+CUSD: 0,\"12.50 GBP\",15")
        _ = conversation.ask("AT+CUSD=1,\"*111#\",15")
        #expect(conversation.ask("AT+CUSD=2") == "OK")
        #expect(conversation.pass(.seconds(2)).isEmpty)
    }

    @Test func `Diverts are kept by the network`() {
        var conversation = Conversation()
        #expect(conversation.ask("AT+CCFC=2,2") == "+CCFC: 0,7/OK")
        #expect(conversation.ask("AT+CCFC=5,3,\"+447700900999\",145,1,,,15") == "OK")
        #expect(
            conversation.ask("AT+CCFC=2,2")
                == "+CCFC: 1,1,\"+447700900999\",145,,,15/+CCFC: 0,2/+CCFC: 0,4/OK")
        #expect(conversation.ask("AT+CCFC=0,2") == "+CCFC: 0,7/OK")
        #expect(conversation.ask("AT+CCFC=2,4") == "OK")
        #expect(conversation.ask("AT+CCFC=2,2") == "+CCFC: 0,7/OK")
        #expect(conversation.ask("AT+CCFC=2,3,\"1\",129,1,,,12") == "ERROR")
    }
}
