use strict;
my $sum = 0;
$sum += $_ for $ENV{QUERY_STRING} =~ /\d+/g;
print "Content-Type: text/plain\n\n$sum\n";
