package gochat.web;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The comments of the protos, from the descriptors that the build has written: the generated code
/// has none. Immutable.
final class ProtoComments {
  private static final String DESCRIPTORS = "/gochat/v1/api.binpb";

  /// By the full name of what they describe.
  private final Map<String, String> comments = new HashMap<>();

  private ProtoComments(FileDescriptorSet files) {
    files.getFileList().forEach(this::add);
  }

  static ProtoComments read() {
    try (InputStream in = ProtoComments.class.getResourceAsStream(DESCRIPTORS)) {
      if (in == null) {
        throw new IllegalStateException("the build has written no descriptors of the protos");
      }
      return new ProtoComments(FileDescriptorSet.parseFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the descriptors of the protos can't be read", e);
    }
  }

  /// The comment above a service, method, message, field, enum or value; empty for none.
  String of(GenericDescriptor described) {
    return comments.getOrDefault(described.getFullName(), "");
  }

  private void add(FileDescriptorProto file) {
    Map<List<Integer>, String> byPath = new HashMap<>();
    for (SourceCodeInfo.Location location : file.getSourceCodeInfo().getLocationList()) {
      String comment = location.getLeadingComments() + location.getTrailingComments();
      byPath.put(location.getPathList(), comment.strip().replaceAll("\\s*\n\\s*", " "));
    }
    new Walk(byPath).file(file);
  }

  /// Gives each comment, which has a path of field numbers and indexes, the name of what is there.
  private final class Walk {
    private final Map<List<Integer>, String> byPath;

    Walk(Map<List<Integer>, String> byPath) {
      this.byPath = byPath;
    }

    void file(FileDescriptorProto file) {
      String in = file.getPackage();
      for (int i = 0; i < file.getMessageTypeCount(); i++) {
        message(
            in, file.getMessageType(i), List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
      }
      for (int i = 0; i < file.getEnumTypeCount(); i++) {
        enumeration(
            in, file.getEnumType(i), List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
      }
      for (int i = 0; i < file.getServiceCount(); i++) {
        service(in, file.getService(i), List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i));
      }
    }

    private void message(String in, DescriptorProto message, List<Integer> path) {
      String name = named(in, message.getName(), path);
      for (int i = 0; i < message.getFieldCount(); i++) {
        named(name, message.getField(i).getName(), at(path, DescriptorProto.FIELD_FIELD_NUMBER, i));
      }
      for (int i = 0; i < message.getNestedTypeCount(); i++) {
        message(
            name, message.getNestedType(i), at(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
      }
    }

    private void enumeration(String in, EnumDescriptorProto type, List<Integer> path) {
      named(in, type.getName(), path);
      for (int i = 0; i < type.getValueCount(); i++) {
        // The scope of a value is that of its enum.
        named(in, type.getValue(i).getName(), at(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
      }
    }

    private void service(String in, ServiceDescriptorProto service, List<Integer> path) {
      String name = named(in, service.getName(), path);
      for (int i = 0; i < service.getMethodCount(); i++) {
        named(
            name,
            service.getMethod(i).getName(),
            at(path, ServiceDescriptorProto.METHOD_FIELD_NUMBER, i));
      }
    }

    private String named(String in, String name, List<Integer> path) {
      String fullName = in + "." + name;
      comments.put(fullName, byPath.getOrDefault(path, ""));
      return fullName;
    }

    private static List<Integer> at(List<Integer> path, int field, int index) {
      List<Integer> longer = new ArrayList<>(path);
      longer.add(field);
      longer.add(index);
      return List.copyOf(longer);
    }
  }
}
