import CodecProperties
import Harness

@_cdecl("LLVMFuzzerTestOneInput")
public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Execution.run(start, count, PDUProperties.checkMostly)
    return 0
}
